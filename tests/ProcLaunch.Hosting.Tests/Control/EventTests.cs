using System.Text.Json.Nodes;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>A snapshot first, then what happens: no gap, no repetition, and never without a word when it is over.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class EventTests : ControlFixture
{
    [Test]
    public async Task Snapshot_and_events_fit_together_while_much_happens()
    {
        const int Profiles = 20;
        await StartAsync();
        var client = await ConnectAsync();
        var adding = Task.Run(() =>
        {
            for (var i = 0; i < Profiles; i++)
                Supervisor.Add(Sleeper($"web-{i}"));
        });

        var snapshot = await client.ResultAsync("events");
        var number = snapshot["seq"]!.GetValue<long>();
        var running = snapshot["profiles"]!.AsArray().Where(profile => profile!["state"]!.GetValue<string>() == "running").Select(profile => profile!["name"]!.GetValue<string>()).ToHashSet();
        while (running.Count < Profiles)
        {
            var happened = await NextAsync(client);
            happened["seq"]!.GetValue<long>().Should().Be(++number);
            if (happened["event"]!.GetValue<string>() == "running")
                running.Add(happened["profile"]!.GetValue<string>()).Should().BeTrue("what is in the snapshot is not told again");
        }
        await adding;
    }

    [Test]
    public async Task The_life_of_a_profile_is_told_in_full_up_to_the_end_of_the_supervisor()
    {
        await StartAsync();
        var client = await ConnectAsync();
        (await client.ResultAsync("events"))["seq"]!.GetValue<long>().Should().Be(0);

        var pid = await AddSleeperAsync("web");
        await Supervisor.DisposeAsync();

        var told = new List<string>();
        while (await client.MessageAsync() is var message && message["method"]!.GetValue<string>() == "event")
            told.Add($"{message["params"]!["event"]} {message["params"]!["pid"]}");
        told.Should().Equal("added ", "starting ", $"running {pid}", $"stopping {pid}", "stopped ");
        (await client.LineAsync()).Should().BeNull();
    }

    [Test]
    public async Task An_event_says_how_a_service_ended()
    {
        await StartAsync();
        var client = await ConnectAsync();
        await client.ResultAsync("events");

        Supervisor.Add(Workspace.Definition("web", "/bin/sh", "-c", "exit 7"));

        JsonNode happened;
        do
            happened = await NextAsync(client);
        while (happened["event"]!.GetValue<string>() != "died");
        happened["code"]!.GetValue<int>().Should().Be(7);
        happened["at"]!.GetValue<string>().Should().EndWith("Z");
    }

    [Test]
    public async Task Requests_are_answered_between_events_and_a_second_subscription_is_refused()
    {
        await StartAsync();
        var client = await ConnectAsync();
        await client.ResultAsync("events");

        var (code, message) = await client.ErrorAsync("events");
        code.Should().Be(-32600);
        message.Should().Contain("already");
        (await client.ResultAsync("status"))["profiles"]!.AsArray().Should().BeEmpty();
        await AddSleeperAsync("web");
        (await NextAsync(client))["event"]!.GetValue<string>().Should().Be("added");
    }

    [Test]
    public async Task Who_has_closed_his_sending_half_still_gets_events_until_he_goes()
    {
        await StartAsync();
        var client = await ConnectAsync();
        await client.ResultAsync("events");
        client.FinishSending();

        await AddSleeperAsync("web");

        (await NextAsync(client))["event"]!.GetValue<string>().Should().Be("added");
    }

    [Test]
    public async Task Who_takes_no_events_is_dropped_and_sees_that_it_was()
    {
        await StartAsync(socket: false);
        await using var bench = new ServerBench(Supervisor, State);
        using var deaf = await RawClient.ConnectAsync(State);
        await deaf.ResultAsync("events");
        await ReloadAsync(1000);

        await bench.PassUntil(() => !bench.HasConnections, "the connection is ended");

        string? last = null;
        while (await deaf.LineAsync() is { } line)
            last = line;
        last.Should().Contain("\"event\":\"reloading\"");
    }

    [Test]
    public async Task Who_falls_too_far_behind_is_told_that_events_were_lost()
    {
        await StartAsync(socket: false);
        await using var bench = new ServerBench(Supervisor, State);
        using var slow = await RawClient.ConnectAsync(State);
        await slow.ResultAsync("events");
        // More than is kept for it and fits into a socket.
        await ReloadAsync(EventFeed.Capacity + 5000);

        JsonNode message;
        do
            message = await slow.MessageAsync();
        while (message["method"] is not null);

        var (code, words) = RawClient.Error(message);
        code.Should().Be(-32002);
        words.Should().Contain("events were lost");
        (await slow.LineAsync()).Should().BeNull();
    }

    private async Task ReloadAsync(int times)
    {
        Supervisor.Add(Sleeper("web") with { ReloadSignal = new Signal(23) }); // SIGURG: ignored by default
        await Log.WaitFor("web running");
        for (var i = 0; i < times; i++)
            _ = Supervisor["web"].ReloadAsync();
        await Eventually.Holds(() => Log.All.Count(line => line.StartsWith("web reloading", StringComparison.Ordinal)) == times, "all are told");
    }

    private static async Task<JsonNode> NextAsync(RawClient client)
    {
        var message = await client.MessageAsync();
        message["id"].Should().BeNull();
        message["method"]!.GetValue<string>().Should().Be("event");
        return message["params"]!;
    }
}
