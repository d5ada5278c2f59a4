using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>
/// The seam to the operating system. Orders return at once or soon, never throw for anything the system may refuse, and
/// answer with events of the run they concern; events of one run arrive in the order in which they happened.
/// </summary>
internal interface IProcessHost : IDisposable
{
    /// <summary>Makes the process. Answers <c>Launched</c>, <c>LaunchFailed</c> or, for a daemon that is there already, <c>DaemonFound</c>.</summary>
    void Launch(LaunchRequest order);

    /// <summary>Watches what was found alive.</summary>
    void Adopt(AdoptRequest order);

    /// <summary>Signals what is left of a run; does nothing when that is nothing.</summary>
    void Send(long run, Signal signal, SignalTarget target);

    /// <summary>Takes another process of a run for its service. Answers <c>DaemonFound</c>, or nothing when that has ended already.</summary>
    void Follow(long run, ProcessIdentity service);

    /// <summary>Looks again, in case no notification came. Answers <c>RunVanished</c> when nothing is left.</summary>
    void LookAgain(long run);

    /// <summary>Ends the watch over a run; no event of it follows.</summary>
    void Release(long run);

    /// <summary>The process that the pid file of a daemon names, if it may be believed and is not another profile's.</summary>
    ProcessIdentity? FindDaemon(ProfileDefinition definition);

    /// <summary>Executes a program beside a service, as the service is executed, and completes when it has ended. Cancelled, it is killed with its group.</summary>
    /// <param name="run">The run whose marker it carries.</param>
    /// <exception cref="LaunchException">It could not be executed; the message is the reason.</exception>
    Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, string outputPath, CancellationToken cancellationToken);

    /// <returns>The living process, when it is one of the run; else null.</returns>
    ProcessIdentity? MemberOf(long run, int pid);

    /// <summary>Everything alive that carries a marker of this state directory: what an earlier ProcLaunch left behind.</summary>
    IReadOnlyList<MarkedProcess> Marked();

    /// <summary>Whether this very process, and not a later one of the same pid, is alive.</summary>
    bool IsAlive(ProcessIdentity process);
}
