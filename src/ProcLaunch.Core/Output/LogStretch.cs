namespace ProcLaunch.Output;

/// <summary>How much of the end of a log is meant.</summary>
/// <param name="InFile">Bytes of the file that is written.</param>
/// <param name="InOldFiles">Bytes of the old files before it.</param>
internal readonly record struct LogStretch(long InFile, long InOldFiles)
{
    public static readonly LogStretch All = new(long.MaxValue, long.MaxValue);
}
