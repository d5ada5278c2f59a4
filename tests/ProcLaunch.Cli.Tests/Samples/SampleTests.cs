using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ProcLaunch.Cli.Tests.Commands;

namespace ProcLaunch.Cli.Tests.Samples;

/// <summary>The sample programs, run as a user would.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class SampleTests : IAsyncDisposable
{
    private readonly World world = new();
    private readonly PortLease port = Ports.Lease();

    internal static string Built(string sample, string program) =>
        Path.Combine(Approved.Root(), "samples", sample, "bin", BuildFacts.Configuration, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), program);

    [SetUp]
    public void Needs() => Tools.Need("redis-server");

    [TestCase("Enter")]
    [TestCase("kill -9")]
    public async Task The_console_app_has_a_redis_that_answers_and_leaves_nothing(string end)
    {
        var app = world.StartProcess(Built("RedisConsole", "redis-console"), []);
        var told = Answers().Match(await LineOf(app, Answers().IsMatch));
        var redis = Number(told.Groups[2]);
        (await Ping(Number(told.Groups[1]))).Should().Be("+PONG");

        if (end == "Enter")
            await app.StandardInput.WriteLineAsync();
        else
            app.Kill();

        await app.WaitForExitAsync().WaitAsync(Deadline.Time);
        app.ExitCode.Should().Be(end == "Enter" ? 0 : 128 + Processes.Kill);
        await WhenNothingIsLeft(redis, atOnce: end == "Enter");
    }

    [Test]
    public async Task The_generic_host_reports_its_redis_healthy_and_stops_it_with_itself()
    {
        var app = world.StartProcess(Built("GenericHost", "generic-host"), [$"--port={port}"]);
        var redis = Number(Running().Match(await LineOf(app, Running().IsMatch)).Groups[1]);
        await LineOf(app, line => line == "health: profiles Healthy");
        (await Ping(port.Port)).Should().Be("+PONG");

        Processes.Signal(app.Id, Processes.Term);

        await app.StandardOutput.ReadToEndAsync().WaitAsync(Deadline.Time);
        await app.WaitForExitAsync().WaitAsync(Deadline.Time);
        app.ExitCode.Should().Be(0);
        await WhenNothingIsLeft(redis, atOnce: true);
    }

    [Test]
    public async Task The_generic_host_ends_when_redis_cannot_be_started()
    {
        world.Environment["PATH"] = world.Root;

        var outcome = await world.Run(Built("GenericHost", "generic-host"), $"--port={port}");

        outcome.Code.Should().NotBe(0);
        outcome.Error.Should().Contain("ProfileStartException").And.Contain("redis-server");
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        port.Dispose();
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static async Task<string> LineOf(Process app, Predicate<string> wanted)
    {
        while (await app.StandardOutput.ReadLineAsync().WaitAsync(Deadline.Time) is { } line)
        {
            TestContext.Out.WriteLine(line);
            if (wanted(line))
                return line;
        }
        throw new AssertionException($"it ended without that: {await app.StandardError.ReadToEndAsync()}");
    }

    private static async Task<string?> Ping(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Deadline.Time);
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
        return await reader.ReadLineAsync().WaitAsync(Deadline.Time);
    }

    private static async Task WhenNothingIsLeft(int redis, bool atOnce)
    {
        if (atOnce)
            Processes.IsAlive(redis).Should().BeFalse("the app waited until it was gone");
        else
            await Processes.UntilGone(redis);
    }

    [GeneratedRegex(@"redis answers on port (\d+), pid (\d+)")]
    private static partial Regex Answers();

    [GeneratedRegex(@"running pid (\d+)")]
    private static partial Regex Running();
}
