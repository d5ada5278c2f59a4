using System.Buffers;
using System.Text;

namespace ProcLaunch.Cli.Logs;

/// <summary>How a line of a log is shown: behind the name where there are several, harmless on a terminal.</summary>
internal sealed class LineStyle
{
    private const string EndOfColour = "\e[0m";

    // Those that can be read on light and on dark ground.
    private static readonly int[] Colours = [36, 33, 32, 35, 34, 31];

    private readonly Dictionary<string, byte[]> prefixes;
    private readonly bool forTerminal;

    public LineStyle(bool forTerminal, bool inColour, IReadOnlyList<string> names)
    {
        this.forTerminal = forTerminal;
        var width = forTerminal ? names.Max(name => name.Length) : 0;
        prefixes = names.Index().ToDictionary(entry => entry.Item, entry =>
        {
            var prefix = names.Count == 1 ? "" : $"{entry.Item.PadRight(width)} | ";
            return Encoding.UTF8.GetBytes(inColour && prefix.Length > 0 ? $"\e[{Colours[entry.Index % Colours.Length]}m{prefix}{EndOfColour}" : prefix);
        });
    }

    public void Write(IBufferWriter<byte> to, string name, ReadOnlySpan<byte> line)
    {
        to.Write(prefixes[name]);
        if (forTerminal)
            Encoding.UTF8.GetBytes(TerminalText.Of(Encoding.UTF8.GetString(line)), to);
        else
            to.Write(line);
        to.Write("\n"u8);
    }
}
