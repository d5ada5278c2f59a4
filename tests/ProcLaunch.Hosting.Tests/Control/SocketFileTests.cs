using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>The file of the socket: whose, how, where, and what was there before.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SocketFileTests : ControlFixture
{
    private const int OwnerOnly = 0x180;

    [Test]
    public async Task It_is_closed_to_others_from_its_first_instant()
    {
        using var endpoint = new Endpoint(State);
        using var done = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            var modes = new HashSet<int>();
            while (!done.IsCancellationRequested)
            {
                if (FileStatus.Of(SocketPath, follow: false) is { } fact)
                    modes.Add(fact.Mode);
            }
            return modes;
        });
        for (var i = 0; i < 300; i++)
            ListeningSocket.On(endpoint, 1).Dispose();
        await done.CancelAsync();

        (await looking).Should().BeSubsetOf([OwnerOnly]);
    }

    [TestCase("000")]
    [TestCase("022")]
    [TestCase("0777")]
    public async Task Its_mode_is_0600_whatever_the_umask(string umask)
    {
        using var child = ChildProgram.WithUmask(Workspace, umask, "supervise", State, Workspace.NewDirectory("profiles"), "--control");
        await child.WaitFor("supervising");

        FileStatus.Of(SocketPath, follow: false)!.Value.Mode.Should().Be(OwnerOnly);
        await (await ConnectAsync()).ResultAsync("status");
        (await child.EndAsync()).Should().Be(0);
        File.Exists(SocketPath).Should().BeFalse();
    }

    [Test]
    public async Task A_stale_socket_is_replaced()
    {
        using var child = new ChildProgram(Workspace, "supervise", State, Workspace.NewDirectory("profiles"), "--control");
        await child.WaitFor("supervising");
        child.Kill();
        File.Exists(SocketPath).Should().BeTrue();

        await StartAsync();

        await (await ConnectAsync()).ResultAsync("status");
    }

    [Test]
    public async Task A_regular_file_is_replaced()
    {
        File.WriteAllText(SocketPath, "mine");
        await StartAsync();
        await (await ConnectAsync()).ResultAsync("status");
    }

    [Test]
    public async Task A_link_is_replaced_and_what_it_leads_to_is_left_alone()
    {
        var victim = Workspace.Write("victim", "precious");
        File.SetUnixFileMode(victim, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        File.CreateSymbolicLink(SocketPath, victim);

        await StartAsync();

        await (await ConnectAsync()).ResultAsync("status");
        File.ReadAllText(victim).Should().Be("precious");
        File.GetUnixFileMode(victim).Should().Be(UnixFileMode.UserRead | UnixFileMode.OtherRead);
    }

    [Test]
    public async Task A_directory_in_its_place_is_reported_and_supervision_goes_on()
    {
        Directory.CreateDirectory(SocketPath);
        await StartAsync();

        Log.All.Should().Contain(line => line.Contains($"cannot replace {SocketPath}", StringComparison.Ordinal));
        await AddSleeperAsync("web");
    }

    [Test]
    public async Task A_path_longer_than_an_address_works_for_server_and_client()
    {
        var deep = Workspace.NewDirectory(string.Join('/', Enumerable.Repeat("a-long-name-of-a-directory", 8)));
        deep.Length.Should().BeGreaterThan(200);
        await StartAsync(deep);

        await (await ConnectAsync()).ResultAsync("status");
        (await (await ClientAsync()).GetStatusAsync()).Supervisor.StateDirectory.Should().Be(deep);
        FileStatus.Of(SocketPath, follow: false)!.Value.Mode.Should().Be(OwnerOnly);
        await Supervisor.DisposeAsync();
        File.Exists(SocketPath).Should().BeFalse();
    }

    [Test]
    public async Task It_is_gone_after_a_clean_end_and_nobody_is_left_connected()
    {
        await StartAsync();
        var client = await ConnectAsync();
        await client.ResultAsync("status");

        await Supervisor.DisposeAsync();

        File.Exists(SocketPath).Should().BeFalse();
        (await client.LineAsync()).Should().BeNull();
    }

    [Test]
    public async Task Another_user_gets_one_line_that_says_why()
    {
        if (Libc.geteuid() != 0)
            Assert.Ignore("only root can be another user");
        await StartAsync();
        const UnixFileMode everybody = (UnixFileMode)0x1FF;
        File.SetUnixFileMode(Workspace.Directory, everybody);
        File.SetUnixFileMode(State, everybody);
        File.SetUnixFileMode(SocketPath, everybody);

        using var nobody = Workspace.Start("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "perl", "-MIO::Socket::UNIX", "-e",
            """my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "cannot connect: $!"; print $s "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"status\"}\n"; print <$s>;""", SocketPath);
        var answer = await nobody.StandardOutput.ReadToEndAsync().WaitAsync(Eventually.Deadline);

        answer.Should().Be("""{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"user 65534 may not control this supervisor: only root and user 0 may"}}""" + "\n");
    }
}
