namespace ProcLaunch.Profiles;

/// <summary>What a look at one file found, before it is opened: the facts, why there are none, or neither where there is no file.</summary>
internal readonly record struct FileLook(FileFact? Fact, string? Failure)
{
    public bool Absent => Fact is null && Failure is null;

    /// <summary>Why it cannot be a file of the table, or null.</summary>
    public string? Problem => Failure ?? Fact?.Kind switch
    {
        null or FileKind.Regular => null,
        FileKind.Directory => "a directory, not a regular file",
        _ => "a pipe, socket or device, not a regular file",
    };

    public static FileLook At(IProfileFiles files, string path)
    {
        try
        {
            var fact = files.Look(path, follow: false);
            if (fact is { Kind: FileKind.Link })
                return files.Look(path) is { } target ? new FileLook(target, null) : new FileLook(null, "a link that leads nowhere");
            return new FileLook(fact, null);
        }
        catch (IOException e)
        {
            return new FileLook(null, $"cannot be looked at: {e.Message}");
        }
    }
}
