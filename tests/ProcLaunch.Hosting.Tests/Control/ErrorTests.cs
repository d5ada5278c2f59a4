using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>The envelope of JSON-RPC 2.0: ids, notifications, batches, and each error with its code and its words.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ErrorTests : ControlFixture
{
    private const string Half = "\"\\ud800\"";

    [TestCase("{\"jsonrpc\":", "this is not JSON")]
    [TestCase("hello", "this is not JSON")]
    [TestCase("", "this is not JSON")]
    [TestCase("\0\0\0", "this is not JSON")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":" + Half + ",\"method\":\"status\"}", "half a character")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + Half + "}", "half a character")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\",\"params\":{" + Half + ":1}}", "half a character")]
    public async Task What_is_not_JSON_is_a_parse_error(string line, string words)
    {
        var (code, message, id) = await Refused(line);

        code.Should().Be(-32700);
        message.Should().Contain(words);
        id.Should().Be("null");
    }

    [Test]
    public async Task Neither_bytes_that_are_no_text_nor_deep_nesting_end_a_connection()
    {
        await StartAsync();
        var client = await ConnectAsync();
        await client.SendAsync(new byte[] { (byte)'"', 0xff, 0xfe, (byte)'"', (byte)'\n' });
        RawClient.Error(await client.MessageAsync()).Code.Should().Be(-32700);
        RawClient.Error(await client.AskAsync(new string('[', 500_000))).Code.Should().Be(-32700);
        await client.ResultAsync("status");
    }

    [TestCase("1", "null")]
    [TestCase("\"status\"", "null")]
    [TestCase("{}", "null")]
    [TestCase("{\"id\":7,\"method\":\"status\"}", "7")]
    [TestCase("{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"status\"}", "7")]
    [TestCase("{\"jsonrpc\":2.0,\"id\":7,\"method\":\"status\"}", "7")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7}", "7")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":7}", "7")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"method\":7}", "null")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"status\"}", "null")]
    [TestCase("{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"status\"}", "null")]
    [TestCase("[]", "null")]
    public async Task What_is_JSON_but_no_request_is_an_invalid_request(string line, string itsId)
    {
        var (code, message, id) = await Refused(line);

        code.Should().Be(-32600);
        message.Should().NotBeEmpty();
        id.Should().Be(itsId);
    }

    [TestCase("__proto__")]
    [TestCase("Status")]
    [TestCase("a.b.c")]
    [TestCase(";sh")]
    [TestCase("")]
    [TestCase("toString")]
    public async Task Another_method_is_refused_with_the_version_of_the_supervisor(string method)
    {
        await StartAsync();
        var client = await ConnectAsync();

        var (code, message) = await client.ErrorAsync(method);

        code.Should().Be(-32601);
        message.Should().Contain($"no method {method}").And.MatchRegex(@"version \d+\.\d+\.\d+$");
    }

    [TestCase("status", "{\"colour\":1}", "there is no parameter colour: it takes names, usage")]
    [TestCase("rescan", "{\"colour\":1}", "there is no parameter colour: it takes none")]
    [TestCase("status", "[]", "by name")]
    [TestCase("status", "null", "by name")]
    [TestCase("status", "{\"names\":\"web\"}", "the parameter names has a value of the wrong kind")]
    [TestCase("status", "{\"names\":[1]}", "the parameter names[0] has a value of the wrong kind")]
    [TestCase("status", "{\"names\":[null]}", "a name is a string")]
    [TestCase("start", "{\"names\":[null]}", "a name is a string")]
    [TestCase("start", "{}", "the parameter names is missing or empty")]
    [TestCase("stop", "{\"names\":[]}", "the parameter names is missing or empty")]
    [TestCase("start", "{\"names\":[\"web\"],\"all\":true}", "either names or all")]
    [TestCase("start", "{\"all\":true,\"waitSeconds\":-1}", "0 or more")]
    [TestCase("start", "{\"all\":true,\"waitSeconds\":\"10s\"}", "the parameter waitSeconds has a value of the wrong kind")]
    [TestCase("signal", "{\"names\":[\"web\"]}", "the parameter signal is missing")]
    [TestCase("signal", "{\"names\":[\"web\"],\"signal\":\"BOGUS\"}", "BOGUS is no signal")]
    [TestCase("explain", "{}", "the parameter name is missing")]
    [TestCase("shutdown", "{\"leave\":1}", "the parameter leave has a value of the wrong kind")]
    public async Task Wrong_parameters_are_named(string method, string parameters, string words)
    {
        await StartAsync();
        var client = await ConnectAsync();

        var (code, message) = await client.ErrorAsync(method, parameters);

        code.Should().Be(-32602);
        message.Should().Contain(words);
    }

    [TestCase("status", "{\"names\":[\"ghost\"]}")]
    [TestCase("start", "{\"names\":[\"web\",\"ghost\"]}")]
    [TestCase("stop", "{\"names\":[\"web\",\"ghost\"]}")]
    [TestCase("restart", "{\"names\":[\"ghost\"]}")]
    [TestCase("reload", "{\"names\":[\"ghost\"]}")]
    [TestCase("signal", "{\"signal\":\"TERM\",\"names\":[\"ghost\"]}")]
    [TestCase("explain", "{\"name\":\"ghost\"}")]
    public async Task A_name_that_is_no_profiles_is_named_and_nothing_is_done(string method, string parameters)
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var (code, message) = await client.ErrorAsync(method, parameters);

        code.Should().Be(-32001);
        message.Should().Be("there is no profile ghost");
        Is("web", ProfileState.Running).Should().BeTrue();
    }

    [TestCase("1")]
    [TestCase("-1.50e3")]
    [TestCase("123456789012345678901234567890")]
    [TestCase("\"seven\"")]
    [TestCase("\"\"")]
    [TestCase("\"caf\\u00e9 \\n\"")]
    [TestCase("null")]
    public async Task An_id_comes_back_as_it_was_given(string id)
    {
        await StartAsync();
        var client = await ConnectAsync();

        await client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"rescan"}""" + "\n");

        (await client.LineAsync()).Should().Be("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}");
    }

    [Test]
    public async Task A_request_without_an_id_is_done_and_not_answered()
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        await client.SendAsync("""
            {"jsonrpc":"2.0","method":"stop","params":{"names":["web"],"waitSeconds":30}}
            {"jsonrpc":"2.0","method":"stop","params":{"names":["ghost"]}}
            {"jsonrpc":"2.0","id":"after","method":"status"}

            """);

        var answer = await client.MessageAsync();
        answer["id"]!.GetValue<string>().Should().Be("after");
        answer["result"]!["profiles"]![0]!["state"]!.GetValue<string>().Should().Be("stopped");
    }

    [Test]
    public async Task A_batch_is_answered_by_one_line_without_its_notifications()
    {
        await StartAsync();
        await AddSleeperAsync("web");
        var client = await ConnectAsync();

        var answers = (await client.AskAsync("""[{"jsonrpc":"2.0","id":1,"method":"status"},{"jsonrpc":"2.0","method":"stop","params":{"names":["web"],"waitSeconds":30}},7,{"jsonrpc":"2.0","id":"two","method":"status"}]""")).AsArray();

        answers.Select(answer => answer!["id"]?.ToJsonString()).Should().Equal("1", null, "\"two\"");
        RawClient.Error(answers[1]!).Code.Should().Be(-32600);
        answers[2]!["result"]!["profiles"]![0]!["state"]!.GetValue<string>().Should().Be("stopped");
    }

    [Test]
    public async Task A_batch_of_notifications_is_not_answered_and_one_that_is_too_long_is_refused()
    {
        await StartAsync();
        var client = await ConnectAsync();

        await client.SendAsync("""[{"jsonrpc":"2.0","method":"rescan"}]""" + "\n");
        var (code, message) = RawClient.Error(await client.AskAsync("[" + string.Join(',', Enumerable.Repeat(RawClient.Request(1, "status"), 65)) + "]"));

        code.Should().Be(-32600);
        message.Should().Contain("at most 64");
    }

    private async Task<(int Code, string Message, string Id)> Refused(string line)
    {
        await StartAsync();
        var client = await ConnectAsync();
        var answer = await client.AskAsync(line);
        await client.ResultAsync("status");
        var (code, message) = RawClient.Error(answer);
        return (code, message, answer["id"]?.ToJsonString() ?? "null");
    }
}
