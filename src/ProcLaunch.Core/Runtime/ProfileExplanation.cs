namespace ProcLaunch.Runtime;

/// <summary>Why a profile is in its state and what happens next, in sentences; and what the log said of it last.</summary>
internal sealed record ProfileExplanation(ProfileInfo Profile, IReadOnlyList<string> Sentences, IReadOnlyList<RecentNotice> Recent);
