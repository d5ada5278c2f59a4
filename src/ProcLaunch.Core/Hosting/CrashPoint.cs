namespace ProcLaunch.Hosting;

/// <summary>
/// Moments at which a crash of ProcLaunch would be most awkward. Tests make a supervisor kill itself there and
/// look what the next one makes of it.
/// </summary>
internal static class CrashPoint
{
    public const string BeforeRecord = "before-record";
    public const string BeforeSpawn = "before-spawn";
    public const string BeforeHold = "before-hold";
    public const string AfterLaunch = "after-launch";
    public const string DaemonFound = "daemon-found";
    public const string BeforeSave = "before-save";
    public const string BeforeSignal = "before-signal";
    public const string AfterSignal = "after-signal";
    public const string AfterEnd = "after-end";
    public const string BeforeForget = "before-forget";
    public const string AfterForget = "after-forget";
}
