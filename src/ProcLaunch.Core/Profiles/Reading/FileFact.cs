namespace ProcLaunch.Profiles;

/// <summary>What the file system says of a file: its identity, its time and who may change it.</summary>
/// <param name="Mode">The permission bits, set-id and sticky included (07777).</param>
/// <param name="Modified">Nanoseconds since 1970.</param>
internal readonly record struct FileFact(
    ulong Device, ulong Inode, FileKind Kind, int Mode, uint Owner, uint Group, long Size, long Modified)
{
    private const int Sticky = 0x200; // 01000

    private const int OthersMayWrite = 0x12; // 0022

    public bool AnyoneMayExecute => (Mode & 0x49) != 0; // 0111

    /// <summary>Whether group or others could change it; a sticky directory keeps them from each other's entries.</summary>
    public bool OpenToOthers => (Mode & OthersMayWrite) != 0 && !(Kind == FileKind.Directory && (Mode & Sticky) != 0);
}
