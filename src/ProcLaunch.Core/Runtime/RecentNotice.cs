using ProcLaunch.Lifecycle;

namespace ProcLaunch.Runtime;

/// <summary>Something that was told of a profile.</summary>
internal readonly record struct RecentNotice(DateTimeOffset At, Notice Notice);
