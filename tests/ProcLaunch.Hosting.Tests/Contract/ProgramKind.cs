namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>What a program does, in a world of real processes or of pretended ones.</summary>
public enum ProgramKind
{
    Stays,
    EndsAtOnce,
    ExitsWithThree,
    IgnoresTerm,

    /// <summary>Stays, and has a child in its group that outlives it.</summary>
    LeavesOneBehind,

    // Those that cannot be started.
    Missing,
    NotExecutable,
    BadInterpreter,
    CarriageReturn,
    NoShebang,
    MissingDirectory,
    MissingUser,

    // Those that daemonize themselves.
    WritesPidFile,

    /// <summary>Its launcher ends; the pid file is written when it is let go.</summary>
    WritesPidFileLater,
    NeverWritesPidFile,
}
