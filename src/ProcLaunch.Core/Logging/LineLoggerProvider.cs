using Microsoft.Extensions.Logging;

namespace ProcLaunch.Logging;

/// <summary>
/// Writes log records as ProcLaunch's own log has them, one a line: <c>2026-01-31T09:30:00.000Z INFO  web running pid 42</c>.
/// The tag is <c>ProcLaunch</c>, or the profile's name for the category <c>ProcLaunch.NAME</c>. Nothing logged can forge
/// a line, and logging neither throws nor waits when a line cannot be written: lines lost are counted, and the log says how many.
/// </summary>
public sealed class LineLoggerProvider : ILoggerProvider
{
    private readonly LineWriter writer;
    private readonly LogLevel minimum;

    internal LineLoggerProvider(ILineSink sink, LogLevel minimum, TimeProvider? time = null)
    {
        writer = new LineWriter(sink, time ?? TimeProvider.System);
        this.minimum = minimum;
    }

    /// <summary>Logs to the end of a file, which is created with mode 0640 if it is absent. Links are not followed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="minimum">Records below this level are left out.</param>
    /// <param name="time">The clock of the timestamps; <c>null</c> for the system's.</param>
    /// <exception cref="IOException">The file cannot be opened or is no regular file; the message says why.</exception>
    public static LineLoggerProvider ToFile(string path, LogLevel minimum = LogLevel.Information, TimeProvider? time = null) =>
        new(new LogFileSink(path), minimum, time);

    /// <summary>Logs to standard error, without touching <see cref="Console"/>.</summary>
    /// <param name="minimum">Records below this level are left out.</param>
    /// <param name="time">The clock of the timestamps; <c>null</c> for the system's.</param>
    public static LineLoggerProvider ToStandardError(LogLevel minimum = LogLevel.Information, TimeProvider? time = null) =>
        new(new StandardErrorSink(), minimum, time);

    /// <summary>A logger for a category.</summary>
    /// <param name="categoryName"><c>ProcLaunch</c>, <c>ProcLaunch.NAME</c>, or any other, which then stands in front of the message.</param>
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, minimum, writer);

    /// <summary>Opens the file anew, for example after it was rotated. If that fails, the log says so where it went before.</summary>
    public void Reopen() => writer.Reopen();

    /// <summary>Closes the file. What is logged later goes nowhere.</summary>
    public void Dispose() => writer.Dispose();
}
