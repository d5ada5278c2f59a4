using System.Net.Sockets;
using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>The typed client, against a real supervisor.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ClientTests : ControlFixture
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(1000);

    [Test]
    public async Task Each_method_works_and_its_answer_is_typed()
    {
        await StartAsync();
        var pid = await AddSleeperAsync("web");
        var client = await ClientAsync();

        var status = await client.GetStatusAsync();
        status.Supervisor.Pid.Should().Be(Environment.ProcessId);
        status.Supervisor.StateDirectory.Should().Be(State);
        status.Supervisor.StartedAt.Offset.Should().Be(TimeSpan.Zero);
        var web = status.Profiles.Single();
        web.Should().BeEquivalentTo(new { Name = "web", State = ProfileState.Running, Pid = pid, Wanted = true, Mode = ProfileMode.Foreground, Problem = (string?)null });
        web.MemoryBytes.Should().BePositive();
        web.CpuPercent.Should().BeGreaterThanOrEqualTo(0);
        web.UptimeSeconds.Should().BeGreaterThanOrEqualTo(0);
        (await client.GetStatusAsync(["web"], usage: false)).Profiles.Single().MemoryBytes.Should().BeNull();
        (await client.ExplainAsync("web")).Should().BeEquivalentTo(new { Name = "web", State = ProfileState.Running });
        (await client.SignalAsync(Signal.Continue, ["web"])).Should().Equal(new RequestReport("web", ProfileState.Running, pid, null));
        (await client.StopAsync(["web"], Long)).Should().Equal(new RequestReport("web", ProfileState.Stopped, null, null));
        (await client.GetStatusAsync()).Profiles.Single().LastExit.Should().BeEquivalentTo(new { Code = (int?)null, Signal = "SIGTERM" });
        (await client.ReloadAsync(["web"])).Single().Problem.Should().NotBeNull();
        (await client.StartAsync(null, Long)).Single().State.Should().Be(ProfileState.Running);
        (await client.RestartAsync(["web"], Long)).Single().State.Should().Be(ProfileState.Running);
        await client.RescanAsync();
        var unknown = async () => await client.ExplainAsync("ghost");
        (await unknown.Should().ThrowAsync<ControlException>()).Which.Should().BeEquivalentTo(new { Code = -32001, IsNoSuchProfile = true, Message = "there is no profile ghost" });
    }

    [Test]
    public async Task Shutdown_completes_when_the_supervisor_has_ended()
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ClientAsync();

        var shutdown = client.ShutdownAsync();
        await Supervisor.ShutdownRequested.WaitAsync(Eventually.Deadline);
        shutdown.IsCompleted.Should().BeFalse();
        await Supervisor.DisposeAsync();

        await shutdown.WaitAsync(Eventually.Deadline);
    }

    [Test]
    public async Task Events_are_told_until_the_supervisor_ends()
    {
        await StartAsync();
        var stream = await (await ClientAsync()).GetEventsAsync();
        stream.Profiles.Should().BeEmpty();
        await AddSleeperAsync("web");
        await Supervisor.DisposeAsync();

        var told = new List<SupervisorEvent>();
        await foreach (var happened in stream.Events)
            told.Add(happened);

        told.Select(happened => happened.Kind).Should().Equal(
            SupervisorEventKind.Added, SupervisorEventKind.Starting, SupervisorEventKind.Running, SupervisorEventKind.Stopping, SupervisorEventKind.Stopped);
        told.Select(happened => happened.Number).Should().Equal(1, 2, 3, 4, 5);
    }

    [Test]
    public async Task A_supervisor_that_is_killed_is_no_regular_end_of_events()
    {
        using var child = new ChildProgram(Workspace, "supervise", State, Workspace.NewDirectory("profiles"), "--control");
        await child.WaitFor("supervising");
        var stream = await (await ClientAsync()).GetEventsAsync();
        child.Kill();

        var reading = async () => await stream.Events.GetAsyncEnumerator().MoveNextAsync();

        (await reading.Should().ThrowAsync<IOException>()).WithMessage("the connection to the supervisor broke*");
    }

    [Test]
    public async Task Where_nothing_listens_there_is_no_supervisor()
    {
        await NoSupervisor(Workspace.PathOf("nowhere"));
        await NoSupervisor(State);
        await NoSupervisor(Workspace.Write("file", ""));
        await NoSupervisor(Workspace.PathOf(string.Concat(Enumerable.Repeat("deeper/", 30))));
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(SocketPath));
            await NoSupervisor(State);
        }
    }

    [Test]
    public async Task Who_has_lost_his_turn_or_his_patience_leaves_the_operation_running()
    {
        await StartAsync();
        var gate = await AddSlowAsync("slow");
        var client = await ClientAsync();
        using var impatient = new CancellationTokenSource();

        var starting = client.StartAsync(["slow"], Long, impatient.Token);
        await Log.WaitFor("slow starting");
        await impatient.CancelAsync();

        await starting.Awaiting(call => call).Should().ThrowAsync<OperationCanceledException>();
        var next = async () => await client.GetStatusAsync();
        await next.Should().ThrowAsync<ObjectDisposedException>();
        Is("slow", ProfileState.Starting).Should().BeTrue();
        await Workspace.Release(gate);
        await Log.PidAfter("slow running");
    }

    [Test]
    public async Task Disposed_during_a_call_it_throws_there_and_in_those_that_wait_for_their_turn()
    {
        await StartAsync();
        await AddSlowAsync("slow");
        var client = await ClientAsync();
        var starting = client.StartAsync(["slow"], Long);
        var waiting = client.GetStatusAsync();
        await Log.WaitFor("slow starting");

        await client.DisposeAsync();

        await starting.Awaiting(call => call.WaitAsync(Eventually.Deadline)).Should().ThrowAsync<ObjectDisposedException>();
        await waiting.Awaiting(call => call.WaitAsync(Eventually.Deadline)).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Test]
    public async Task Who_waits_when_the_supervisor_ends_is_told_so()
    {
        await StartAsync();
        await AddSlowAsync("slow");
        var starting = (await ClientAsync()).StartAsync(["slow"], Long);
        await Log.WaitFor("slow starting");

        await Supervisor.LeaveAsync();

        (await starting.Awaiting(call => call).Should().ThrowAsync<ControlException>()).Which.Code.Should().Be(-32002);
    }

    [Test]
    public async Task Calls_from_several_threads_take_turns()
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ClientAsync();

        var calls = Enumerable.Range(0, 50).Select(_ => Task.Run(() => client.GetStatusAsync()));

        (await Task.WhenAll(calls)).Should().OnlyContain(status => status.Profiles.Count == 1);
    }

    [Test]
    public async Task What_a_later_supervisor_says_more_is_left_aside()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen();
        var client = await ClientAsync();
        using var later = await listener.AcceptAsync();

        await Answer(later, """{"jsonrpc":"2.0","id":1,"new":1,"result":{"supervisor":{"pid":7,"version":"9.0.0","startedAt":"2030-01-01T00:00:00.000Z","stateDirectory":"/s","mood":"good"},"profiles":[{"name":"web","state":"running","colour":{"deep":[1]}}],"more":[]}}""");
        (await client.GetStatusAsync()).Profiles.Single().Name.Should().Be("web");
        await Answer(later, """{"jsonrpc":"2.0","id":2,"result":{"looked":true}}""");
        await client.RescanAsync();
        await Answer(later, """{"jsonrpc":"2.0","id":3,"error":{"code":-32601,"message":"there is no method explain: this supervisor is version 9.0.0","data":{}}}""");
        var unknown = async () => await client.ExplainAsync("web");
        (await unknown.Should().ThrowAsync<ControlException>()).WithMessage("*9.0.0");
        await Answer(later, """
            {"jsonrpc":"2.0","id":4,"result":{"seq":4,"profiles":[],"more":1}}
            {"jsonrpc":"2.0","method":"weather","params":{}}
            {"jsonrpc":"2.0","method":"event","params":{"seq":5,"at":"2030-01-01T00:00:00.000Z","profile":"web","event":"dreaming"}}
            {"jsonrpc":"2.0","method":"event","params":{"seq":6,"at":"2030-01-01T00:00:00.000Z","profile":"web","event":"gave-up","mood":"bad"}}
            {"jsonrpc":"2.0","method":"end"}
            """);
        var told = new List<SupervisorEvent>();
        await foreach (var happened in (await client.GetEventsAsync()).Events)
            told.Add(happened);
        told.Single().Should().BeEquivalentTo(new { Number = 6L, Kind = SupervisorEventKind.GaveUp });
    }

    [TestCase("hello")]
    [TestCase("{}")]
    [TestCase("""{"jsonrpc":"2.0","id":1,"result":{"supervisor":7}}""")]
    public async Task An_answer_that_is_none_is_a_broken_connection(string answer)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(SocketPath));
        listener.Listen();
        var client = await ClientAsync();
        using var odd = await listener.AcceptAsync();
        await Answer(odd, answer);

        var call = async () => await client.GetStatusAsync();

        await call.Should().ThrowAsync<IOException>();
    }

    private static Task Answer(Socket client, string lines) => client.SendAsync(System.Text.Encoding.UTF8.GetBytes(lines + "\n"));

    private static async Task NoSupervisor(string directory)
    {
        var connecting = async () => await ControlClient.ConnectAsync(directory);
        (await connecting.Should().ThrowAsync<NoSupervisorException>()).Which.StateDirectory.Should().Be(Path.GetFullPath(directory));
    }
}
