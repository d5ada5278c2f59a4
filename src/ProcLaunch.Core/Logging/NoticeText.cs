using Microsoft.Extensions.Logging;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

/// <summary>The level and the very words with which the log tells a notice.</summary>
internal readonly record struct NoticeText(LogLevel Level, string Message)
{
    public static NoticeText Of(Notice notice)
    {
        var listener = new Listener();
        Sentences.Say(listener, notice);
        return listener.Heard;
    }

    private sealed class Listener : ILogger
    {
        public NoticeText Heard { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Heard = new NoticeText(logLevel, formatter(state, exception));
    }
}
