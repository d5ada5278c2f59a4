using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Control;

/// <summary>
/// Where the socket of a state directory is. A path longer than a socket address holds (unix(7): 108 bytes) is written by way
/// of an open descriptor of its directory; that must stay open as long as the address is used.
/// </summary>
internal sealed class Endpoint : IDisposable
{
    private const int LongestPath = 107;

    private readonly Descriptor? directory;

    /// <exception cref="IOException">The state directory cannot be opened.</exception>
    public Endpoint(string stateDirectory)
    {
        Path = System.IO.Path.Combine(stateDirectory, "control.sock");
        var written = Path;
        if (Encoding.UTF8.GetByteCount(Path) > LongestPath)
        {
            directory = Descriptor.Open(stateDirectory, Descriptor.ReadOnly | Descriptor.DirectoryOnly);
            written = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{directory.Number}/control.sock");
        }
        Address = new UnixDomainSocketEndPoint(written);
    }

    /// <summary>Its path, as people know it.</summary>
    public string Path { get; }

    public UnixDomainSocketEndPoint Address { get; }

    public void Dispose() => directory?.Dispose();
}
