using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>Lines and packets; clients that come and go in every way.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FramingTests : ControlFixture
{
    [Test]
    public async Task Lines_may_come_together_in_pieces_and_with_CRLF()
    {
        await StartAsync();
        var client = await ConnectAsync();

        await client.SendAsync(RawClient.Request(1, "status") + "\r\n" + RawClient.Request(2, "rescan") + "\n" + RawClient.Request(3, "rescan")[..10]);
        (await client.MessageAsync())["id"]!.GetValue<int>().Should().Be(1);
        (await client.MessageAsync())["id"]!.GetValue<int>().Should().Be(2);
        foreach (var rest in RawClient.Request(3, "rescan")[10..] + "\n")
            await client.SendAsync($"{rest}");
        (await client.MessageAsync())["id"]!.GetValue<int>().Should().Be(3);
    }

    [Test]
    public async Task Ten_thousand_requests_in_one_go_are_answered_in_order()
    {
        const int Many = 10_000;
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var sending = client.SendAsync(string.Concat(Enumerable.Range(1, Many).Select(id => RawClient.Request(id, "status", """{"usage":false}""") + "\n")));
        for (var id = 1; id <= Many; id++)
            (await client.LineAsync()).Should().StartWith($$"""{"jsonrpc":"2.0","id":{{id}},"result":{""");
        await sending;
    }

    [Test]
    public async Task Who_has_closed_his_sending_half_still_gets_his_answers()
    {
        await StartAsync();
        var gate = await AddSlowAsync("slow");
        var client = await ConnectAsync();

        await client.SendAsync(RawClient.Request(1, "status") + "\n" + RawClient.Request(2, "start", """{"names":["slow"],"waitSeconds":30}""") + "\n");
        client.FinishSending();
        await Log.WaitFor("slow starting");
        await Workspace.Release(gate);

        (await client.MessageAsync())["id"]!.GetValue<int>().Should().Be(1);
        (await client.MessageAsync())["result"]!["profiles"]![0]!["state"]!.GetValue<string>().Should().Be("running");
        (await client.LineAsync()).Should().BeNull();
    }

    [Test]
    public async Task What_a_client_has_sent_is_done_when_it_does_not_stay_to_hear_of_it()
    {
        await StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
            await AddSlowAsync(name);
        using (var client = await RawClient.ConnectAsync(State))
            await client.SendAsync(string.Concat("abc".Select((name, id) => RawClient.Request(id, "start", $$"""{"names":["{{name}}"],"waitSeconds":1000}""") + "\n")));

        foreach (var name in (string[])["a", "b", "c"])
            await Eventually.Holds(() => Is(name, ProfileState.Starting), $"{name} is started");
    }

    [Test]
    public async Task Half_a_line_is_not_done()
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        await client.SendAsync(RawClient.Request(1, "stop", """{"names":["web"]}"""));
        client.FinishSending();

        (await client.LineAsync()).Should().BeNull();
        Is("web", ProfileState.Running).Should().BeTrue();
    }
}
