namespace ProcLaunch.Profiles;

/// <summary>What a look at the profiles directory found.</summary>
/// <param name="Names">The profiles, sorted by the bytes of their names.</param>
/// <param name="NotAllowed">Directories whose names cannot name a profile, sorted; dot directories are not among them.</param>
internal sealed record ProfilesListing(IReadOnlyList<string> Names, IReadOnlyList<string> NotAllowed);
