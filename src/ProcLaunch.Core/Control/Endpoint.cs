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

    // O_PATH: to be passed through, as a short path is, and not to be read.
    private const int PassThrough = 0x200000;

    private readonly Descriptor? directory;

    /// <exception cref="IOException">The state directory cannot be reached; HResult is the errno.</exception>
    public Endpoint(string stateDirectory)
    {
        Path = new StatePaths(stateDirectory).ControlSocket;
        Reachable = Path;
        if (Encoding.UTF8.GetByteCount(Path) > LongestPath)
        {
            directory = Descriptor.Open(stateDirectory, PassThrough | Descriptor.DirectoryOnly);
            Reachable = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{directory.Number}/{StatePaths.ControlSocketName}");
        }
        Address = new UnixDomainSocketEndPoint(Reachable);
    }

    /// <summary>Its path, as people know it.</summary>
    public string Path { get; }

    /// <summary>A path of it that an address can hold.</summary>
    public string Reachable { get; }

    public UnixDomainSocketEndPoint Address { get; }

    public void Dispose() => directory?.Dispose();
}
