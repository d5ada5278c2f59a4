namespace ProcLaunch;

/// <summary>The supervisor has no profile of that name, or none any more.</summary>
public sealed class ProfileNotFoundException : ProfileException
{
    internal ProfileNotFoundException(string profile)
        : base(profile, "there is no such profile")
    {
    }
}
