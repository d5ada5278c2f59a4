using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>What real services tell of themselves: sd_notify(3) and a newline on a descriptor.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NotifyTests : IAsyncDisposable
{
    // Abstract names begin with @, as systemd writes them.
    private const string Send = """
        notify() { perl -MIO::Socket::UNIX -e '($to = $ENV{NOTIFY_SOCKET}) =~ s/^@/\0/; IO::Socket::UNIX->new(Type => SOCK_DGRAM, Peer => $to)->send(join("\n", @ARGV)); <STDIN>' "$@"; }
        """;

    private readonly Workspace workspace = new();
    private readonly ProbeWorld world;

    public NotifyTests() => world = new ProbeWorld(workspace);

    [Test]
    public async Task It_is_ready_when_one_of_its_processes_says_so()
    {
        var (run, _) = await Begin("notify READY=1 <> gate");

        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);
    }

    /// <summary>It waits until the descriptor that it sends along is closed (BARRIER=1).</summary>
    [Test]
    public async Task The_tool_of_systemd_is_heard_and_ends()
    {
        if (!File.Exists("/usr/bin/systemd-notify"))
            Assert.Ignore("there is no systemd-notify here");
        var (run, _) = await Begin("systemd-notify --ready --status='all is well'; echo > done; exec sleep 1000");

        (await world.Events.FirstAsync<ProfileEvent.StatusTold>(run)).Text.Should().Be("all is well");
        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);
        await Eventually.Holds(() => File.Exists(workspace.PathOf("done")), "it has ended");
    }

    [Test]
    public async Task What_it_says_besides_is_told_in_its_order()
    {
        var (run, _) = await Begin("notify READY=1 'STATUS=42 users' EXTEND_TIMEOUT_USEC=1500000 STOPPING=1 X_OWN=1 <> gate");

        (await world.Events.FirstAsync<ProfileEvent.StatusTold>(run)).Text.Should().Be("42 users");
        (await world.Events.NextAsync<ProfileEvent.MoreTimeAsked>(run)).Time.Should().Be(TimeSpan.FromSeconds(1.5));
        await world.Events.NextAsync<ProfileEvent.StoppingTold>(run);
    }

    [Test]
    public async Task Another_of_its_processes_may_become_the_main_one()
    {
        var (run, _) = await Begin("sleep 1000 & notify MAINPID=$! <> gate");

        var told = await world.Events.FirstAsync<ProfileEvent.MainProcessTold>(run);
        workspace.Processes().Should().Contain(told.Service.Pid);
        world.Bridge.MemberOf(run, told.Service.Pid).Should().Be(told.Service);
    }

    [Test]
    public async Task A_process_that_is_none_of_its_own_does_not_become_the_main_one()
    {
        await Begin($"notify MAINPID={Libc.getpid()} <> gate");

        (await Trouble()).Should().Be($"it called pid {Libc.getpid()} its main process, which is none of its processes: ignored");
    }

    [Test]
    public async Task A_process_that_left_its_group_is_known_by_its_marker()
    {
        var definition = world.Shell($"{Send}\nsetsid sh -c \"$(printf '%s\\n' '{Send.Replace("'", "'\\''", StringComparison.Ordinal)}' 'notify READY=1 <> gate')\" & wait");
        var (run, _) = await Begin(definition);

        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);
    }

    [Test]
    public async Task A_stranger_is_not_believed()
    {
        var (run, service) = await Begin("exec sleep 1000");
        using var stranger = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Unspecified);

        stranger.SendTo("READY=1"u8.ToArray(), new System.Net.Sockets.UnixDomainSocketEndPoint(world.Bridge.VariableOf(service, "NOTIFY_SOCKET")!));

        (await Trouble()).Should().StartWith($"a message to its NOTIFY_SOCKET came from pid {Libc.getpid()}, which is none of its processes");
        await world.End(run);
        world.Events.ShouldBeEmpty();
    }

    [Test]
    public async Task A_state_directory_that_is_too_deep_for_a_socket_does_not_matter()
    {
        await using var deep = new ProbeWorld(workspace, string.Join('/', Enumerable.Repeat("directory", 12)));
        workspace.Fifo("gate");
        var (run, service) = await deep.Begin(deep.Shell(Send + "\nnotify READY=1 <> gate") with { Ready = ReadyWhen.SystemdNotify });

        await deep.Events.FirstAsync<ProfileEvent.BecameReady>(run);
        deep.Bridge.VariableOf(service, "NOTIFY_SOCKET").Should().StartWith("@proclaunch-");
    }

    [Test]
    public async Task Silence_of_the_watchdog_is_unhealthy()
    {
        var definition = world.Shell("exec sleep 1000") with
        {
            Health = new HealthCheck(ReadyWhen.SystemdNotify) { Interval = TimeSpan.FromMilliseconds(20), Failures = 2 },
        };
        var (run, service) = await world.Launch(definition);

        world.Perform(new Effect.WatchHealth(run, definition, service));

        (await world.Events.FirstAsync<ProfileEvent.FoundUnhealthy>(run)).Reason.Should().Be("it did not send WATCHDOG=1 to NOTIFY_SOCKET within 20ms");
        world.Bridge.VariableOf(service, "WATCHDOG_USEC").Should().Be("20000");
    }

    [Test]
    public async Task Who_does_not_have_to_tell_anything_is_not_told_where()
    {
        var (_, service) = await world.Launch(world.Shell("exec sleep 1000"));

        world.Bridge.VariableOf(service, "NOTIFY_SOCKET").Should().BeNull();
        world.Bridge.VariableOf(service, "PROCLAUNCH_PROFILE").Should().Be("web");
        Directory.Exists(workspace.PathOf("state/notify")).Should().BeFalse();
    }

    [TestCase(3)]
    [TestCase(7)]
    public async Task A_newline_on_its_descriptor_is_readiness(int descriptor)
    {
        workspace.Fifo("gate");
        var definition = world.Shell($"printf almost >&{descriptor}; read x < gate; echo >&{descriptor}; ls /proc/self/fd > open; exec sleep 1000") with
        {
            Ready = ReadyWhen.NotifyDescriptor(descriptor),
            ReadyInterval = TimeSpan.FromMilliseconds(5),
        };
        var (run, _) = await world.Begin(definition);
        (await world.Events.FirstAsync<ProfileEvent.FoundNotReady>(run)).Reason.Should().Be($"it did not write a newline to descriptor {descriptor}");

        await Workspace.Release(workspace.PathOf("gate"));

        await world.Events.FirstAsync<ProfileEvent.BecameReady>(run);
        await world.End(run);
        Directory.GetFiles(workspace.PathOf("state/notify")).Should().BeEmpty();
    }

    [Test]
    public async Task What_an_earlier_run_wrote_does_not_count()
    {
        var definition = world.Shell("echo >&3; exec sleep 1000") with { Ready = ReadyWhen.NotifyDescriptor(3) };
        var (first, _) = await world.Begin(definition);
        await world.Events.FirstAsync<ProfileEvent.BecameReady>(first);
        await world.End(first);

        var (second, _) = await world.Begin(definition with { Command = ["/bin/sleep", "1000"] });

        (await world.Events.FirstAsync<ProfileEvent.FoundNotReady>(second)).Reason.Should().Be("it did not write a newline to descriptor 3");
    }

    [TestCase("notify READY=1 <> other", true)]
    [TestCase("echo >&3; read x < other", false)]
    public async Task It_may_become_ready_under_the_next_ProcLaunch(string script, bool systemd)
    {
        workspace.Fifo("other");
        var definition = world.Shell($"{Send}\nread x < gate; {script}") with { Ready = systemd ? ReadyWhen.SystemdNotify : ReadyWhen.NotifyDescriptor(3) };
        workspace.Fifo("gate");
        var (run, service) = await world.Begin(definition);
        await world.DisposeAsync();

        await using var next = new ProbeWorld(workspace) { Instance = world.Instance };
        next.Perform(new Effect.Adopt(run, world.Instance, definition, new ProfileRemains(service, service, [])));
        next.Perform(new Effect.AwaitReady(run, definition, service));
        await Workspace.Release(workspace.PathOf("gate"));

        await next.Events.FirstAsync<ProfileEvent.BecameReady>(run);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        workspace.Dispose();
    }

    /// <summary>The sender stays until it can read from the gate, to which nobody writes: it can be looked at as long as the test lasts.</summary>
    private Task<(long Run, ProcessIdentity Service)> Begin(string script) => Begin(world.Shell(Send + "\n" + script));

    private Task<(long Run, ProcessIdentity Service)> Begin(ProfileDefinition definition)
    {
        if (!File.Exists(workspace.PathOf("gate")))
            workspace.Fifo("gate");
        return world.Begin(definition with { Ready = ReadyWhen.SystemdNotify });
    }

    private async Task<string> Trouble()
    {
        while (true)
        {
            if (await world.Events.NextAsync() is ProfileEvent.TroubleMet trouble)
                return trouble.What;
        }
    }
}
