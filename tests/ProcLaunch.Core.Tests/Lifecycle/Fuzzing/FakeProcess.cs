using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

internal enum Role
{
    Service,
    Launcher,
    Member,
}

/// <summary>A process of the fake world.</summary>
/// <param name="instance">The marker in its environment.</param>
internal sealed class FakeProcess(ProcessIdentity identity, string profile, string instance, ProfileDefinition definition, Role role)
{
    public ProcessIdentity Identity { get; } = identity;

    public string Profile { get; } = profile;

    public string Instance { get; } = instance;

    public ProfileDefinition Definition { get; } = definition;

    public Role Role { get; set; } = role;

    public bool Alive { get; set; } = true;

    /// <summary>Stop signals are lost on it.</summary>
    public bool Stubborn { get; init; }

    /// <summary>The kernel holds it: so many SIGKILLs have no effect.</summary>
    public int Held { get; set; }

    /// <summary>Started by other means than ProcLaunch.</summary>
    public bool Foreign => Instance.StartsWith("foreign", StringComparison.Ordinal);
}
