namespace ProcLaunch.Posix;

/// <summary>Where everything is in a state directory.</summary>
/// <param name="directory">The state directory.</param>
internal readonly struct StatePaths(string directory)
{
    /// <summary>The name of the control socket in it.</summary>
    public const string ControlSocketName = "control.sock";

    private const string RecordSuffix = ".record";
    private const string LogSuffix = ".log";

    /// <summary>Locked by the one supervisor that runs on it.</summary>
    public string Lock => In("lock");

    /// <summary>Locked by the guardian of a library's services.</summary>
    public string GuardianLock => In("guardian");

    /// <summary>The key of the markers.</summary>
    public string Secret => In("secret");

    public string ControlSocket => In(ControlSocketName);

    /// <summary>The pid of the program that supervises.</summary>
    public string PidFile => In("proclaunch.pid");

    public string Records => In("records");

    /// <summary>Of directory entries those that may be records.</summary>
    public static string RecordPattern => "*" + RecordSuffix;

    public string Logs => In("log");

    /// <summary>Of directory entries those that may be logs being written.</summary>
    public static string LogPattern => "*" + LogSuffix;

    /// <summary>The named pipes through which services write.</summary>
    public string Pipes => In("pipe");

    /// <summary>What services tell of themselves by.</summary>
    public string Notify => In("notify");

    public string RecordOf(string profile) => Path.Combine(Records, profile + RecordSuffix);

    public string LogOf(string profile) => Path.Combine(Logs, profile + LogSuffix);

    public string PipeOf(string profile) => Path.Combine(Pipes, profile);

    public string NotifySocketOf(string profile) => Path.Combine(Notify, profile + ".socket");

    public string NotifyPipeOf(string profile) => Path.Combine(Notify, profile + ".pipe");

    private string In(string name) => Path.Combine(directory, name);
}
