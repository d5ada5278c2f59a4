namespace ProcLaunch.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary>Of <c>status</c>: a named profile is not running; none named: one of all.</summary>
    public const int NotRunning = 3;

    public const int NoSuchProfile = 4;

    /// <summary>No supervisor runs on the state directory.</summary>
    public const int NoSupervisor = 5;

    /// <summary>After SIGHUP: all profiles were stopped. runit and s6 use 111 for "could not go on", init scripts may test for it.</summary>
    public const int HungUp = 111;
}
