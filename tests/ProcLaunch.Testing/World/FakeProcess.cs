using ProcLaunch.Lifecycle;

namespace ProcLaunch.Testing;

/// <summary>A process of the fake world.</summary>
/// <param name="Instance">The marker in its environment; empty for none.</param>
internal sealed class FakeProcess(ProcessIdentity identity, string profile, string instance, ProfileDefinition definition, int group, Role role)
{
    public ProcessIdentity Identity { get; } = identity;

    public int Pid => Identity.Pid;

    public string Profile { get; } = profile;

    public string Instance { get; } = instance;

    public ProfileDefinition Definition { get; } = definition;

    /// <summary>Its process group, which is its session too.</summary>
    public int Group { get; } = group;

    public Role Role { get; set; } = role;

    public bool Alive { get; set; } = true;

    /// <summary>Stop signals are lost on it.</summary>
    public bool Stubborn { get; set; }

    /// <summary>The kernel holds it: so many SIGKILLs have no effect.</summary>
    public int Held { get; set; }

    /// <summary>Started by other means than ProcLaunch.</summary>
    public bool Foreign => Instance.StartsWith("foreign", StringComparison.Ordinal);
}
