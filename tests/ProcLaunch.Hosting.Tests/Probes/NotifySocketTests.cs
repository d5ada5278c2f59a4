using System.Net.Sockets;
using System.Text;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Probes;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>Messages of sd_notify(3), sent by this very process, which is taken for one of the service.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NotifySocketTests : IDisposable
{
    private readonly EventLog events = new();
    private readonly string address = $"@proclaunch-test-{Guid.NewGuid():N}";
    private readonly NotifySocket socket;

    public NotifySocketTests() => socket = new NotifySocket("web", 1, address, new OnlyMember(), events.Tell);

    [Test]
    public async Task Readiness_waits_for_READY_and_stays()
    {
        using var probe = new ReadinessProbe(socket);
        Send("READY=0", "READY=", "NOT READY=1", "", "STATUS=on the way");
        (await events.NextAsync<ProfileEvent.StatusTold>(1)).Text.Should().Be("on the way");
        (await Attempt.Within(probe, TimeSpan.FromMilliseconds(20))).Should().Be("it did not send READY=1 to NOTIFY_SOCKET within 20ms");

        Send("READY=1");

        (await Attempt.Once(probe)).Should().BeNull();
        (await Attempt.Once(probe)).Should().BeNull();
    }

    [Test]
    public async Task The_watchdog_must_be_heard_once_for_each_attempt()
    {
        using var probe = new WatchdogProbe(socket);
        Send("WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STATUS=all heard");
        await events.NextAsync<ProfileEvent.StatusTold>(1);

        (await Attempt.Once(probe)).Should().BeNull();
        (await Attempt.Within(probe, TimeSpan.FromMilliseconds(20))).Should().Be("it did not send WATCHDOG=1 to NOTIFY_SOCKET within 20ms");
        Send("WATCHDOG=1");
        (await Attempt.Once(probe)).Should().BeNull();
    }

    [Test]
    public async Task A_status_is_told_when_it_changes_on_one_line_and_never_long()
    {
        Send("STATUS=a", "STATUS=a", "STATUS=\u001b[31m" + new string('x', 1000), "STATUS=");

        (await events.NextAsync<ProfileEvent.StatusTold>(1)).Text.Should().Be("a");
        (await events.NextAsync<ProfileEvent.StatusTold>(1)).Text.Should().StartWith("\\u001b[31mxxx").And.HaveLength("\\u001b".Length - 1 + 300 + 1);
        (await events.NextAsync<ProfileEvent.StatusTold>(1)).Text.Should().BeEmpty();
    }

    [Test]
    public async Task What_makes_no_sense_is_passed_over()
    {
        Send("MAINPID=-1", "MAINPID=99999999999999999999", "MAINPID=x", "EXTEND_TIMEOUT_USEC=-5", "EXTEND_TIMEOUT_USEC=soon", "\0\xff=\n\n==", new string('x', 5000), "STOPPING=2");
        Send("EXTEND_TIMEOUT_USEC=9223372036854775807");

        (await events.NextAsync<ProfileEvent.MoreTimeAsked>(1)).Time.Should().BePositive();
        events.ShouldBeEmpty();
    }

    [Test]
    public async Task It_ends_when_it_is_closed()
    {
        socket.Dispose();

        await socket.Listening.WaitAsync(Eventually.Deadline);
        events.ShouldBeEmpty();
    }

    public void Dispose() => socket.Dispose();

    private void Send(params string[] messages)
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        foreach (var message in messages)
            client.SendTo(Encoding.UTF8.GetBytes(message), new UnixDomainSocketEndPoint($"\0{address[1..]}"));
    }

    private sealed class OnlyMember : IProbeHost
    {
        public ProcessIdentity? MemberOf(long run, int pid) => pid == Libc.getpid() ? new ProcessIdentity(pid, 1) : null;

        public Task<ExitStatus> ExecuteAsync(long run, ProfileDefinition definition, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IRunOutput OutputOf(ProfileDefinition definition) => throw new NotSupportedException();

        public string? VariableOf(ProcessIdentity process, string name) => throw new NotSupportedException();
    }
}
