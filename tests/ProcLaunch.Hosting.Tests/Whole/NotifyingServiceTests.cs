using System.Globalization;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>Services that speak sd_notify(3), as an app sees them.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NotifyingServiceTests : IDisposable
{
    private const string Notify = """
        notify() { perl -MIO::Socket::UNIX -e '($to = $ENV{NOTIFY_SOCKET}) =~ s/^@/\0/; IO::Socket::UNIX->new(Type => SOCK_DGRAM, Peer => $to)->send(join("\n", @ARGV)); <STDIN>' "$@"; }
        """;

    private readonly Workspace workspace = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));

    [Test]
    public async Task It_runs_when_it_says_ready_and_its_status_is_shown()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("notify READY=1 'STATUS=12 clients' <> gate; exec sleep 1000"));

        await web.StartAsync(patience.Token);

        await Eventually.Holds(() => web.Info.StatusText == "12 clients", "its status is shown");
    }

    [Test]
    public async Task The_process_it_names_is_the_service_from_then_on()
    {
        await using var supervisor = new Supervisor();
        var web = supervisor.Add(Shell("sleep 1000 & echo $! > main; (notify READY=1 MAINPID=$! <> gate) & read line < go"));
        await web.StartAsync(patience.Token);
        var main = int.Parse(File.ReadAllText(workspace.PathOf("main")), CultureInfo.InvariantCulture);
        await Eventually.Holds(() => web.Info.Pid == main, "it is followed");

        // The first process ends; the service does not.
        await Workspace.Release(workspace.PathOf("go"));
        await Eventually.Holds(() => !workspace.Processes().Contains(FirstOf(main)), "the first has ended");
        web.Info.State.Should().Be(ProfileState.Running);

        await web.SignalAsync(Signal.Kill, patience.Token);
        await web.WaitForAsync(ProfileState.Stopped, patience.Token);
        web.Info.State.Should().Be(ProfileState.Stopped);
        workspace.Processes().Should().NotContain(main);
    }

    public void Dispose()
    {
        patience.Dispose();
        workspace.Dispose();
    }

    private static int FirstOf(int main) => ProcessStat.Of(main) is { Group: var group } ? group : 0;

    private ProfileDefinition Shell(string script)
    {
        var definition = workspace.Definition("web", "/bin/sh", "-c", $"mkfifo gate go 2> /dev/null\n{Notify}\n{script}");
        return definition with { Ready = ReadyWhen.SystemdNotify };
    }
}
