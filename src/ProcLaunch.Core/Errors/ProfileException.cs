namespace ProcLaunch;

/// <summary>A request for a profile could not be carried out; the message says which and why.</summary>
public class ProfileException : Exception
{
    internal ProfileException(string profile, string reason, string? more = null)
        : base($"{profile}: {reason}{more}") => (Profile, Reason) = (profile, reason);

    /// <summary>The profile's name.</summary>
    public string Profile { get; }

    /// <summary>Why, as a sentence.</summary>
    public string Reason { get; }
}
