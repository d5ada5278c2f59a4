using System.Text;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>What a command prints, on descriptor 1. Console would take over the terminal.</summary>
internal sealed unsafe class StandardOutput
{
    public const int Number = 1;

    private const nuint GetTerminalSettings = 0x5401; // TCGETS
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ
    private const short Writable = 4; // POLLOUT
    private const int TerminalSettingsSize = 64;

    private readonly Descriptor descriptor = new(Number);
    private readonly Lock gate = new();

    /// <summary>Whether a person looks at it.</summary>
    public bool IsTerminal { get; } = IsOne();

    /// <summary>Whether colours are wanted (https://no-color.org).</summary>
    public bool HasColour => IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    /// <summary>How many columns and rows the terminal has; the classic size where it does not say.</summary>
    public (int Columns, int Rows) WindowSize()
    {
        var size = stackalloc ushort[4];
        return Libc.ioctl(Number, GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0 ? (size[1], size[0]) : (80, 24);
    }

    public void WriteLine(string line) => Write($"{line}\n");

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes all of it, in one piece as far as other threads are concerned.</summary>
    /// <exception cref="ReaderGoneException">Nobody reads it any more.</exception>
    /// <exception cref="IOException">It cannot be written; the message says why.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            while (!bytes.IsEmpty)
            {
                var count = descriptor.TryWrite(bytes);
                if (count >= 0)
                    bytes = bytes[count..];
                else if (count == -Errno.EAGAIN)
                    WaitUntilWritable();
                else
                    throw count == -Errno.EPIPE ? new ReaderGoneException() : Errno.Failure("cannot write to standard output", -count);
            }
        }
    }

    /// <summary>Whoever shares it with us may have made it non-blocking.</summary>
    private static void WaitUntilWritable()
    {
        var entry = stackalloc int[] { Number, Writable };
        _ = Libc.poll(entry, 1, -1);
    }

    private static bool IsOne()
    {
        var settings = stackalloc byte[TerminalSettingsSize];
        return Libc.ioctl(Number, GetTerminalSettings, settings) == 0;
    }
}
