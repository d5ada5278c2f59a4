using Microsoft.Extensions.Logging;

namespace ProcLaunch.Logging;

/// <summary>A logger of one category, which decides the tag of its lines.</summary>
internal sealed class LineLogger : ILogger
{
    private readonly LineWriter writer;
    private readonly LogLevel minimum;
    private readonly string tag = ProfileName.Reserved;
    private readonly string prefix = "";

    public LineLogger(string category, LogLevel minimum, LineWriter writer)
    {
        (this.writer, this.minimum) = (writer, minimum);
        if (category == ProfileName.Reserved)
            return;
        const string profiles = ProfileName.Reserved + ".";
        // Only what can name a profile can be a tag: nobody else's category forges one.
        if (category.StartsWith(profiles, StringComparison.Ordinal) && ProfileName.Problem(category[profiles.Length..]) is null)
            tag = category[profiles.Length..];
        else
            prefix = category + ": ";
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var message = formatter(state, exception);
        if (prefix.Length > 0)
            message = prefix + message;
        if (exception is not null)
            message = $"{message}: {exception.GetType().Name}: {exception.Message}";
        writer.Write(logLevel, tag, message);
    }
}
