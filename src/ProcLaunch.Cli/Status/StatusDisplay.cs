using System.Text.Json;
using ProcLaunch.Control;

namespace ProcLaunch.Cli.Status;

/// <summary>Shows reports: as a table for people, or as JSON; on a terminal each in the place of the one before.</summary>
internal sealed class StatusDisplay(StandardOutput output, bool json)
{
    private int shown;

    /// <summary>Someone looks at it, and would see it grow old.</summary>
    public bool IsForPeople => !json && output.IsTerminal;

    public void Show(StatusReport report)
    {
        if (json)
            output.WriteLine(JsonSerializer.Serialize(report, PlainJson.Types.StatusReport));
        else
            output.Write(string.Concat(StatusTable.Lines(report, output.HasColour, int.MaxValue).Select(line => line + "\n")));
    }

    /// <summary>Shows it in place of the last one, as far as the window has room.</summary>
    public void Redraw(StatusReport report)
    {
        if (!IsForPeople)
        {
            Show(report);
            return;
        }
        var (columns, rows) = output.WindowSize();
        var lines = StatusTable.Lines(report, output.HasColour, columns).Take(Math.Max(rows - 1, 1)).ToList();
        // Up to the first line of the last table, and nothing of it stays.
        var back = shown > 0 ? $"\e[{shown}F\e[J" : "";
        output.Write(back + string.Concat(lines.Select(line => line + "\n")));
        shown = lines.Count;
    }
}
