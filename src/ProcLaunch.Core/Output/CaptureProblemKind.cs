namespace ProcLaunch.Output;

internal enum CaptureProblemKind
{
    /// <summary>The log file cannot be written; output is dropped from here on so that the service need not wait.</summary>
    Dropping,

    /// <summary>The log file is written again.</summary>
    WrittenAgain,

    /// <summary>The capture was closed before the log file could be written again.</summary>
    ClosedWhileDropping,

    /// <summary>The log file was not rotated as it should; nothing is lost, but files may be missing, elsewhere or too large.</summary>
    NotRotated,

    /// <summary>The pipe itself failed; nothing of the service is captured any more.</summary>
    Broken,
}
