namespace ProcLaunch.Control;

/// <summary>The answer to <c>events</c>: all profiles as they are behind the event of that number; the later ones follow.</summary>
internal sealed record Snapshot(long Seq, IReadOnlyList<ProfileStatus> Profiles);
