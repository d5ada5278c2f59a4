namespace ProcLaunch.Testing;

/// <summary>What a process of the fake world is to its profile.</summary>
internal enum Role
{
    Service,
    Launcher,
    Member,
}
