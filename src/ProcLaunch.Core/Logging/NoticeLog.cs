using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Logging;

/// <summary>Says notices in the log, each under its profile's name.</summary>
internal sealed class NoticeLog(ILoggerFactory loggers)
{
    public const string Category = "ProcLaunch";

    private readonly ConcurrentDictionary<string, ILogger> byProfile = [];

    /// <summary>ProcLaunch's own voice.</summary>
    public ILogger Own { get; } = loggers.CreateLogger(Category);

    public void Write(string profile, Notice notice) => Sentences.Say(For(profile), notice);

    public ILogger For(string profile) => profile.Length == 0 ? Own : byProfile.GetOrAdd(profile, name => loggers.CreateLogger($"{Category}.{name}"));
}
