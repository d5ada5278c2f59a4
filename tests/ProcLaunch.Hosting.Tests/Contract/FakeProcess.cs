using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>A pretended process of a <see cref="FakeHost"/>.</summary>
internal sealed class FakeProcess(ProcessIdentity identity, int group, long? run, ProgramKind kind)
{
    public ProcessIdentity Identity { get; } = identity;

    public int Group { get; } = group;

    /// <summary>The run whose marker it carries.</summary>
    public long? Run { get; } = run;

    public ProgramKind Kind { get; } = kind;

    public bool Alive { get; set; } = true;
}
