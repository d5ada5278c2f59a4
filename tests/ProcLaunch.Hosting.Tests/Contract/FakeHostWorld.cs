using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>The host of the fake world, with nothing nasty about it; its news is delivered when a test waits.</summary>
internal sealed class FakeHostWorld : HostWorld
{
    private readonly FakeWorld world = new(new Random(1));
    private readonly FakeHost host;

    public FakeHostWorld()
    {
        var news = 0;
        host = new FakeHost(world, new KindPrograms(world), happened =>
        {
            news++;
            Events.Tell(happened);
        });
        // One piece of news at a time, as a thread would hear it.
        Events.WhenWaiting = () =>
        {
            for (var before = news; news == before && world.Step();)
            {
            }
        };
    }

    public override IProcessHost Host => host;

    public override ProfileDefinition Program(string name, ProgramKind kind) => new(name)
    {
        Command = [kind.ToString()],
        PidFile = kind >= ProgramKind.WritesPidFile ? PathOf(name) : null,
    };

    public override bool IsAlive(int pid) => Find(pid) is not null;

    public override void Kill(int pid) => world.End(Find(pid)!, ExitStatus.Signaled(Signal.Kill));

    public override Task LetGo(string name)
    {
        world.WritePidFile(world.Of(name).Single());
        return Task.CompletedTask;
    }

    public override Task WhenReady(string name) => Task.CompletedTask;

    public override Task<int> MemberOf(string name) => Task.FromResult(world.Of(name).Single(process => process.Group != process.Pid).Pid);

    public override Task<ProcessIdentity> StartStranger() => Task.FromResult(world.NewProcess("", "", new ProfileDefinition("stranger"), Role.Member).Identity);

    public override void WritePidFile(string name, string content) => world.WritePidFile(PathOf(name), content);

    public override string? PidFileOf(string name) => world.PidFiles.GetValueOrDefault(PathOf(name))?.Trim();

    public override void Dispose() => host.Dispose();

    private static string PathOf(string name) => $"/run/{name}.pid";

    private FakeProcess? Find(int pid) => world.Processes.FirstOrDefault(process => process.Pid == pid);
}
