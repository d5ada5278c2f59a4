using System.Net;
using System.Net.Sockets;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Probes;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>tcp and unix, with real sockets.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SocketProbeTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Test]
    public async Task A_listening_port_is_ready_by_address_and_by_name()
    {
        using var listener = Listen();

        (await Attempt.Once(Tcp("127.0.0.1", PortOf(listener)))).Should().BeNull();
        (await Attempt.Once(Tcp("localhost", PortOf(listener)))).Should().BeNull();
    }

    [Test]
    public async Task A_port_where_nobody_listens_refuses_the_connection()
    {
        int port;
        using (var listener = Listen())
            port = PortOf(listener);

        (await Attempt.Once(Tcp("127.0.0.1", port))).Should().Be($"127.0.0.1:{port} refused the connection");
    }

    [Test]
    public async Task An_address_of_IPv6_is_told_in_brackets() =>
        (await Attempt.Once(Tcp("::1", 1))).Should().StartWith("[::1]:1 ");

    [Test]
    public async Task A_host_that_does_not_exist_is_named() =>
        (await Attempt.Once(Tcp("no-such-host.invalid", 80))).Should().Be("there is no host no-such-host.invalid");

    /// <summary>Of the ports that the kernel gives to clients each is tried: none connects to itself, nor is taken from a server.</summary>
    [Test]
    public async Task A_check_never_connects_to_itself()
    {
        for (var port = 33_000; port < 60_000; port += 9)
        {
            try
            {
                using var connection = await Connection.OpenAsync("127.0.0.1", port, CancellationToken.None);
                connection.LocalEndPoint.Should().NotBe(connection.RemoteEndPoint);
            }
            catch (SocketException)
            {
                // Refused: as it should be where nobody listens.
            }
        }
    }

    [Test]
    public async Task A_server_that_accepts_nothing_is_given_up_when_the_attempt_may_take_no_longer()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint!);

        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        (await Attempt.Within(Tcp("127.0.0.1", port), TimeSpan.FromMilliseconds(50))).Should().Be($"127.0.0.1:{port} did not accept the connection within 50ms");
    }

    [Test]
    public async Task A_unix_socket_that_has_no_room_for_a_connection_is_not_ready()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = workspace.PathOf("full.sock");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(0);
        using var first = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await first.ConnectAsync(new UnixDomainSocketEndPoint(path));

        (await Attempt.Once(new UnixProbe(path))).Should().Be($"{path} has too many connections waiting already");
    }

    [Test]
    public async Task A_unix_socket_is_ready_when_somebody_listens_there()
    {
        var path = workspace.PathOf("app.sock");
        (await Attempt.Once(new UnixProbe(path))).Should().Be($"there is no {path}");

        using (var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            (await Attempt.Once(new UnixProbe(path))).Should().Be($"{path} refused the connection");
            listener.Listen();
            (await Attempt.Once(new UnixProbe(path))).Should().BeNull();
        }
    }

    [Test]
    public async Task A_unix_socket_may_lie_deeper_than_an_address_can_tell()
    {
        var deep = workspace.NewDirectory(string.Join('/', Enumerable.Repeat("directory", 12)));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (var directory = Posix.Descriptor.Open(deep, Posix.Descriptor.ReadOnly | Posix.Descriptor.DirectoryOnly))
        {
            listener.Bind(new UnixDomainSocketEndPoint($"/proc/self/fd/{directory.Number}/app.sock"));
            listener.Listen();
        }

        (await Attempt.Once(new UnixProbe(Path.Combine(deep, "app.sock")))).Should().BeNull();
    }

    public void Dispose() => workspace.Dispose();

    private static TcpProbe Tcp(string host, int port) => new(new TcpCheck(host, port));

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
