using System.Globalization;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>The host without processes; its late news is delivered when a test waits.</summary>
internal sealed class FakeWorld : HostWorld
{
    private readonly FakeHost host;

    public FakeWorld()
    {
        host = new FakeHost(Events.Tell);
        Events.WhenWaiting = () => host.Deliver();
    }

    public override IProcessHost Host => host;

    public override ProfileDefinition Program(string name, ProgramKind kind) => new(name)
    {
        Command = [kind.ToString()],
        PidFile = kind >= ProgramKind.WritesPidFile ? PathOf(name) : null,
    };

    public override bool IsAlive(int pid) => Find(pid) is not null;

    public override void Kill(int pid) => host.End(Find(pid)!, ExitStatus.Signaled(Signal.Kill));

    public override Task LetGo(string name)
    {
        var daemon = host.Processes.Single(process => process.Kind == ProgramKind.Stays);
        host.WritePidFile(PathOf(name), daemon.Identity.Pid.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    public override Task WhenReady(string name) => Task.CompletedTask;

    public override Task<int> MemberOf(string name) =>
        Task.FromResult(host.Processes.Single(process => process.Group != process.Identity.Pid).Identity.Pid);

    public override Task<ProcessIdentity> StartStranger() => Task.FromResult(host.MakeStranger().Identity);

    public override void WritePidFile(string name, string content) => host.WritePidFile(PathOf(name), content);

    public override string? PidFileOf(string name) => host.PidFiles.GetValueOrDefault(PathOf(name))?.Trim();

    public override void Dispose() => host.Dispose();

    private static string PathOf(string name) => $"/run/{name}.pid";

    private FakeProcess? Find(int pid) => host.Processes.FirstOrDefault(process => process.Identity.Pid == pid);
}
