using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ProcLaunch.Hosting.Tests.Support;

/// <summary>The log of a supervisor, line by line: <c>NAME sentence</c>.</summary>
internal sealed class LogLines : ILoggerFactory
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    /// <summary>Called with each line, on the thread that logs it.</summary>
    public Action<string> WhenWritten { get; set; } = _ => { };

    public ConcurrentQueue<string> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => new LineLog(this, categoryName[(categoryName.LastIndexOf("ProcLaunch.", StringComparison.Ordinal) is 0 ? 11 : 0)..]);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    /// <summary>The next line that begins like this; what comes before it is skipped.</summary>
    /// <returns>What follows the beginning.</returns>
    public async Task<string> WaitFor(string beginning)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        try
        {
            while (true)
            {
                var line = await lines.Reader.ReadAsync(deadline.Token);
                if (line.StartsWith(beginning, StringComparison.Ordinal))
                    return line[beginning.Length..];
            }
        }
        catch (OperationCanceledException)
        {
            throw new AssertionException($"no line began with '{beginning}'; all lines:\n{string.Join('\n', All)}");
        }
    }

    public async Task<int> PidAfter(string beginning) => int.Parse(await WaitFor(beginning + " pid "), System.Globalization.CultureInfo.InvariantCulture);

    public int CountOf(string line) => All.Count(written => written == line);

    private void Add(string line)
    {
        All.Enqueue(line);
        lines.Writer.TryWrite(line);
        WhenWritten(line);
    }

    private sealed class LineLog(LogLines owner, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add($"{name} {formatter(state, exception)}");
    }
}
