namespace ProcLaunch.Profiles;

/// <summary>The files of a profile's directory that mean something.</summary>
internal static class TableFile
{
    public const string Run = "run";
    public const string PidFile = "pid_file";
    public const string Restart = "restart";
    public const string Down = "down";
    public const string StopSignal = "stop_signal";
    public const string Reload = "reload";
    public const string User = "user";
    public const string Json = "profile.json";

    /// <summary>Those whose change restarts or reloads the service.</summary>
    public static readonly IReadOnlyList<string> Definition = [Run, PidFile, StopSignal, Reload, User, Json];

    /// <summary>Those whose change takes effect without a restart.</summary>
    public static readonly IReadOnlyList<string> Switches = [Restart, Down];

    /// <summary>The most bytes one is read for: what is larger was not written by hand.</summary>
    public static int Limit(string file) => file == Json ? 1024 * 1024 : 64 * 1024;
}
