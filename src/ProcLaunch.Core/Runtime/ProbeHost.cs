using ProcLaunch.Hosting;
using ProcLaunch.Lifecycle;
using ProcLaunch.Output;
using ProcLaunch.Probes;

namespace ProcLaunch.Runtime;

/// <summary>Lets probes use the host and the capture, which do not know them.</summary>
internal sealed class ProbeHost(IProcessHost host, Capture capture) : IProbeHost
{
    public Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        host.ExecuteAsync(run, definition with { Command = command }, capture.PipePath(definition.Name), cancellationToken);

    public IRunOutput OutputOf(ProfileDefinition definition) => new RunOutput(capture.ReadRun(definition.Name, definition.Log.Timestamps));

    public ProcessIdentity? MemberOf(long run, int pid) => host.MemberOf(run, pid);

    public string? VariableOf(ProcessIdentity process, string name) => Marker.Variable(ProcessTable.EnvironmentOf(process.Pid), name);
}
