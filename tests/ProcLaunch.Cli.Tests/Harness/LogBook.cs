using System.Text.RegularExpressions;

namespace ProcLaunch.Cli.Tests;

/// <summary>The log of one world, across all the supervisors it sees: waits for lines, and tells them as a story.</summary>
internal sealed partial class LogBook
{
    private readonly List<LogLine> lines = [];
    private readonly Dictionary<string, int> read = [];
    private int floor;
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<LogLine> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public void Add(string text)
    {
        // What a runtime or a shell says on standard error is no record; it shows in the story and fails the test there.
        LogLine line;
        try
        {
            line = LogLine.Parse(text);
        }
        catch (AssertionException)
        {
            line = new LogLine(text, "?", "?", text);
        }
        lock (lines)
        {
            lines.Add(line);
            var waiting = more;
            more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.SetResult();
        }
    }

    /// <summary>Waits for the next line of a tag, behind the last one waited for, whose message begins like this.</summary>
    public async Task<LogLine> Next(string tag, string message)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (lines)
            {
                for (var i = Math.Max(floor, read.GetValueOrDefault(tag)); i < lines.Count; i++)
                {
                    if (lines[i].Tag != tag || !lines[i].Message.StartsWith(message, StringComparison.Ordinal))
                        continue;
                    read[tag] = i + 1;
                    return lines[i];
                }
                changed = more.Task;
            }
            var left = Deadline.Time - TimeProvider.System.GetElapsedTime(began);
            try
            {
                await changed.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
            catch (TimeoutException)
            {
                throw new AssertionException($"no line «{tag} {message}» came; the log so far:\n{Whole()}");
            }
        }
    }

    /// <summary>What came so far is not waited for any more.</summary>
    public void TurnThePage()
    {
        lock (lines)
            floor = lines.Count;
    }

    public async Task<int> Running(string profile) => (await Next(profile, "running pid ")).Pid;

    public int Count(string tag, string message) =>
        Lines.Count(line => line.Tag == tag && line.Message.StartsWith(message, StringComparison.Ordinal));

    public string Whole() => string.Join('\n', Lines.Select(line => line.Text));

    /// <summary>
    /// The log without what differs from run to run: T for a time, D for a delay, N, M, O … for pids in the order in which
    /// they appear, R for the root of the world.
    /// </summary>
    /// <param name="tags">Only these; none for all. Lines of different profiles come in no certain order.</param>
    public string Story(string root, params string[] tags)
    {
        var names = new Dictionary<string, char>();
        return string.Join('\n', Lines.Where(line => tags.Length == 0 || tags.Contains(line.Tag)).Select(line =>
        {
            var text = PidWritten().Replace(line.Message, match =>
            {
                if (!names.TryGetValue(match.Value, out var name))
                    names[match.Value] = name = "NMOPQRSTUVWXYZ"[names.Count];
                return $"pid {name}";
            });
            text = DelayWritten().Replace(text, "in D after").Replace(root, "R", StringComparison.Ordinal);
            return line.Level == "?" ? $"not a record: {text}" : $"T {line.Level} {line.Tag} {text}";
        }));
    }

    [GeneratedRegex(@"\bpid \d+")]
    private static partial Regex PidWritten();

    [GeneratedRegex(@"\bin \d+\.\ds after")]
    private static partial Regex DelayWritten();
}
