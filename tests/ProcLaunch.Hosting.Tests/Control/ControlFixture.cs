using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>A real supervisor with a control socket, and those who talk to it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class ControlFixture
{
    private readonly List<RawClient> clients = [];
    private readonly List<ControlClient> typed = [];
    private string? state;

    private protected Workspace Workspace { get; } = new();

    private protected LogLines Log { get; } = new();

    private protected Supervisor Supervisor { get; private set; } = null!;

    private protected string State => state ??= Workspace.NewDirectory("state");

    private protected string SocketPath => Path.Combine(State, "control.sock");

    [TearDown]
    public async Task EndAll()
    {
        clients.ForEach(client => client.Dispose());
        foreach (var client in typed)
            await client.DisposeAsync();
        if (Supervisor is not null)
            await EndAsync(Supervisor.DisposeAsync().AsTask());
        Workspace.Dispose();
        Log.Dispose();
    }

    private protected async Task StartAsync(string? stateDirectory = null, string? profilesDirectory = null, bool socket = true)
    {
        state = stateDirectory ?? State;
        Supervisor = new Supervisor(new SupervisorOptions { StateDirectory = State, ProfilesDirectory = profilesDirectory, LoggerFactory = Log, ControlSocket = socket });
        await Supervisor.StartAsync();
    }

    private protected async Task<RawClient> ConnectAsync()
    {
        var client = await RawClient.ConnectAsync(State);
        clients.Add(client);
        return client;
    }

    private protected async Task<ControlClient> ClientAsync()
    {
        var client = await ControlClient.ConnectAsync(State);
        typed.Add(client);
        return client;
    }

    private protected async Task<int> AddSleeperAsync(string name)
    {
        Supervisor.Add(Sleeper(name));
        return await Log.PidAfter($"{name} running");
    }

    private protected ProfileDefinition Sleeper(string name) => Workspace.Definition(name, "/bin/sleep", "1000");

    /// <summary>A daemon that is starting until its gate is opened.</summary>
    /// <returns>The gate.</returns>
    private protected async Task<string> AddSlowAsync(string name)
    {
        var gate = Workspace.Fifo($"{name}.gate");
        Supervisor.Add(Workspace.Definition(name, "/bin/sh", "-c", $"read x < {name}.gate; setsid sleep 1000 & echo $! > {name}.pid") with { PidFile = $"{name}.pid", Down = true });
        await Eventually.Holds(() => Supervisor.Find(name) is not null, "it is known");
        return gate;
    }

    /// <summary>What waits for its gate would be waited for.</summary>
    private async Task EndAsync(Task ending)
    {
        await Eventually.Holds(() =>
        {
            foreach (var pid in ending.IsCompleted ? [] : Workspace.Processes())
                _ = Libc.kill(pid, Signal.Kill.Number);
            return ending.IsCompleted;
        }, "the supervisor ends");
        await ending;
    }

    private protected bool Is(string name, ProfileState wanted) => Supervisor.Find(name)?.State == wanted;
}
