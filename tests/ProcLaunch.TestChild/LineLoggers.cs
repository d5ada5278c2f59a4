using Microsoft.Extensions.Logging;

namespace ProcLaunch.TestChild;

/// <summary>Writes each line of the log to standard output as <c>CATEGORY sentence</c>, and hands it on.</summary>
internal sealed class LineLoggers(Action<string> whenWritten) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, whenWritten);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class LineLogger(string name, Action<string> whenWritten) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{name} {formatter(state, exception)}";
            Console.WriteLine(line);
            whenWritten(line);
        }
    }
}
