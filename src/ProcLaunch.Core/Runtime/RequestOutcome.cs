namespace ProcLaunch.Runtime;

/// <summary>What came of a request for one profile.</summary>
/// <param name="Profile">The profile as it was then; null when there is none of that name, or none any more.</param>
/// <param name="Problem">Why the request could not be carried out, as a sentence; null when it was.</param>
internal sealed record RequestOutcome(ProfileInfo? Profile, string? Problem = null)
{
    public static RequestOutcome NoSuchProfile { get; } = new(null, "there is no such profile");
}
