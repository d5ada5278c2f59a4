using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>What a pid file is worth.</summary>
/// <param name="Process">The process it names, when it may be believed.</param>
/// <param name="Refusal">Why it is not believed; null also where there is no file.</param>
/// <param name="Pid">The pid it holds, believed or not; null where it holds none.</param>
/// <param name="Stale">It is only old: what it names is dead. Nothing to worry about.</param>
internal sealed record PidFileFinding(ProcessIdentity? Process, string? Refusal, int? Pid, bool Stale = false)
{
    public static PidFileFinding Missing { get; } = new(null, null, null);

    public static PidFileFinding Refused(string why, int? pid = null) => new(null, why, pid);

    public static PidFileFinding OfTheDead(int pid) => new(null, $"pid {pid} is not alive", pid, Stale: true);
}
