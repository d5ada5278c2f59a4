namespace ProcLaunch;

/// <summary>What services see of the environment variables of the process that hosts the supervisor.</summary>
public enum HostEnvironment
{
    /// <summary>
    /// All but what test runners, MSBuild, debuggers and coverage tools put there for the host alone: <c>MSBuild*</c>, <c>VSTEST_*</c>,
    /// <c>DOTNET_HOST_PATH</c>, <c>DOTNET_STARTUP_HOOKS</c>, <c>CORECLR_PROFILER*</c> and others, listed in docs/embedding.md. A supervised
    /// .NET program would follow them.
    /// </summary>
    WithoutTestHost,

    /// <summary>All.</summary>
    All,
}
