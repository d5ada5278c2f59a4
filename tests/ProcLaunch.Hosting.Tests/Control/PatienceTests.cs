using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>Clients that take their time, and too many of them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PatienceTests : ControlFixture
{
    private readonly List<RawClient> crowd = [];

    [Test]
    public async Task Who_never_reads_is_dropped_and_the_others_are_answered_meanwhile()
    {
        await using var bench = await BenchAsync();
        using var deaf = await RawClient.ConnectAsync(State);
        using var other = await RawClient.ConnectAsync(State);
        await AddSleeperAsync("web");

        // It hears nothing, so that in the end it cannot even ask any more.
        var asking = deaf.SendAsync(string.Concat(Enumerable.Range(1, 20_000).Select(id => RawClient.Request(id, "status", """{"usage":false}""") + "\n")));
        await other.ResultAsync("status");
        asking.IsCompleted.Should().BeFalse();
        await bench.PassUntil(() => asking.IsCompleted, "the connection is ended");
        await asking.Awaiting(sent => sent).Should().ThrowAsync<System.Net.Sockets.SocketException>();
        await other.ResultAsync("status");
    }

    [Test]
    public async Task A_line_that_does_not_end_in_time_is_refused_in_words()
    {
        await using var bench = await BenchAsync();
        using var client = await RawClient.ConnectAsync(State);
        await client.ResultAsync("status");

        await client.SendAsync("{\"jsonrpc\":");
        var answer = client.LineAsync();
        await bench.PassUntil(() => answer.IsCompleted, "it is told");

        (await answer).Should().Contain("did not end within 5 seconds");
        (await client.LineAsync()).Should().BeNull();
    }

    [Test]
    public async Task An_idle_connection_may_stay_as_long_as_it_likes()
    {
        await using var bench = await BenchAsync();
        using var client = await RawClient.ConnectAsync(State);
        await client.ResultAsync("status");

        bench.Time.Pass(TimeSpan.FromDays(1));

        await client.ResultAsync("status");
    }

    [Test]
    public async Task A_newcomer_is_answered_while_two_hundred_have_sent_half_a_line()
    {
        await StartAsync();
        for (var i = 0; i < 200; i++)
        {
            crowd.Add(await RawClient.ConnectAsync(State));
            // Those that came first have been ended by then; this one has not.
            await crowd[^1].SendAsync("{\"jsonrpc\"");
        }

        await (await ConnectAsync()).ResultAsync("status");

        (await crowd[0].LineAsync()).Should().BeNull();
    }

    [Test]
    public async Task An_idle_connection_makes_room_and_not_one_that_waits()
    {
        await StartAsync();
        var gate = await AddSlowAsync("slow");
        await WaitOnSlowAsync(ControlServer.MostConnections - 1);
        var idle = await ConnectAsync();
        await idle.ResultAsync("status");

        // The server counts it as idle a moment after its answer has arrived.
        while ((await (await ConnectAsync()).CallAsync("status"))["error"] is not null)
            TestContext.Out.WriteLine("not idle yet");

        (await idle.LineAsync()).Should().BeNull();
        await Workspace.Release(gate);
        foreach (var waiting in crowd)
            (await waiting.MessageAsync())["result"]!["profiles"]![0]!["state"]!.GetValue<string>().Should().Be("running");
    }

    [Test]
    public async Task When_all_wait_for_something_one_more_is_told_so()
    {
        await StartAsync();
        var gate = await AddSlowAsync("slow");
        await WaitOnSlowAsync(ControlServer.MostConnections);

        var (code, message) = RawClient.Error(await (await ConnectAsync()).MessageAsync());
        code.Should().Be(-32000);
        message.Should().Be("64 clients are waiting for something already");
        var refused = async () => await (await ClientAsync()).GetStatusAsync();
        (await refused.Should().ThrowAsync<ControlException>()).Which.Code.Should().Be(-32000);

        await Workspace.Release(gate);
        foreach (var waiting in crowd)
            await waiting.MessageAsync();
        await (await ConnectAsync()).ResultAsync("status");
    }

    [Test]
    public async Task Who_vanishes_while_he_waits_frees_his_connection_and_the_operation_goes_on()
    {
        await StartAsync();
        var gate = await AddSlowAsync("slow");
        await WaitOnSlowAsync(ControlServer.MostConnections);
        // One is gone, one more has another request in the pipe, one had closed its sending half before.
        await crowd[1].SendAsync("{\"jsonrpc\":");
        crowd[2].FinishSending();
        crowd[..3].ForEach(client => client.Dispose());

        var admitted = 0;
        await Eventually.Holds(() => IsAdmittedAsync().GetAwaiter().GetResult() && ++admitted == 3, "there is room again");
        Is("slow", ProfileState.Starting).Should().BeTrue();
        await Workspace.Release(gate);
        await Log.PidAfter("slow running");
    }

    [TearDown]
    public void DisperseCrowd() => crowd.ForEach(client => client.Dispose());

    private async Task WaitOnSlowAsync(int clients)
    {
        for (var i = 0; i < clients; i++)
        {
            crowd.Add(await RawClient.ConnectAsync(State));
            // The answer to the first says that the second is about to be waited for.
            await crowd[^1].SendAsync(RawClient.Request(1, "rescan") + "\n" + RawClient.Request(2, "start", """{"names":["slow"],"waitSeconds":1000}""") + "\n");
            await crowd[^1].MessageAsync();
        }
        await Eventually.Holds(() => Is("slow", ProfileState.Starting), "it is starting");
    }

    private async Task<bool> IsAdmittedAsync()
    {
        await using var client = await ControlClient.ConnectAsync(State);
        try
        {
            await client.RescanAsync();
            return true;
        }
        catch (ControlException)
        {
            return false;
        }
    }

    private async Task<ServerBench> BenchAsync()
    {
        await StartAsync(socket: false);
        return new ServerBench(Supervisor, State);
    }
}
