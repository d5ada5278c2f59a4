using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// The seam to the operating system. Orders return at once or soon, never throw for anything the system may refuse, and
/// answer with events of the run they concern; events of one run arrive in the order in which they happened.
/// </summary>
internal interface IProcessHost : IDisposable
{
    /// <summary>Makes the process. Answers <c>Launched</c>, <c>LaunchFailed</c> or, for a daemon that is there already, <c>DaemonFound</c>.</summary>
    void Launch(LaunchOrder order);

    /// <summary>Watches what was found alive.</summary>
    void Adopt(AdoptOrder order);

    /// <summary>Signals what is left of a run; does nothing when that is nothing.</summary>
    void Send(long run, Signal signal, SignalTarget target);

    /// <summary>Takes another process of a run for its service. Answers <c>DaemonFound</c>, or nothing when that has ended already.</summary>
    void Follow(long run, ProcessIdentity service);

    /// <summary>Looks again, in case no notification came. Answers <c>RunVanished</c> when nothing is left.</summary>
    void LookAgain(long run);

    /// <summary>Ends the watch over a run; no event of it follows.</summary>
    void Release(long run);
}
