using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

internal sealed class UnixProbe(string path) : Probe
{
    private const int LongestPath = 107; // unix(7): 108 bytes with the NUL

    private readonly string name = Quoted.Sentence(path);

    public override string Missing => $"{name} did not accept the connection";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A longer path is written by way of an open descriptor of its directory.
            using var directory = Encoding.UTF8.GetByteCount(path) > LongestPath
                ? Descriptor.Open(Path.GetDirectoryName(path)!, Descriptor.ReadOnly | Descriptor.DirectoryOnly)
                : null;
            var written = directory is null ? path : string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{directory.Number}/{Path.GetFileName(path)}");
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(written), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (SocketException) when (FileStatus.Of(path, follow: true) is null)
        {
            return $"there is no {name}";
        }
        catch (SocketException e)
        {
            return ConnectFailure.Describe(name, name, e);
        }
    }
}
