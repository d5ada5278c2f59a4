namespace ProcLaunch.Profiles;

/// <summary>A user of the system (passwd(5)).</summary>
internal sealed record UserAccount(string Name, uint Uid, uint Gid, string Home, string Shell);
