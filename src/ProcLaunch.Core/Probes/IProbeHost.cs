using ProcLaunch.Lifecycle;

namespace ProcLaunch.Probes;

/// <summary>What probes need of the processes of runs and of their output. They know neither the host nor the capture.</summary>
internal interface IProbeHost
{
    /// <summary>
    /// Executes a program as the service is executed: as its user, with its environment and working directory, its output
    /// going where the service's goes. Cancelled, the program is killed with its group.
    /// </summary>
    /// <exception cref="Exception">It could not be executed; the message is the reason, as people read it.</exception>
    Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, IReadOnlyList<string> command, CancellationToken cancellationToken);

    /// <summary>What the run writes, from its beginning on.</summary>
    /// <exception cref="IOException">It cannot be read; the message says why.</exception>
    IRunOutput OutputOf(ProfileDefinition definition);

    /// <returns>The living process, when it is one of the run: of its group, or carrying its marker. Else null.</returns>
    ProcessIdentity? MemberOf(long run, int pid);

    /// <summary>A variable that a process was started with; null when it has none, or may not be looked at.</summary>
    string? VariableOf(ProcessIdentity process, string name);
}
