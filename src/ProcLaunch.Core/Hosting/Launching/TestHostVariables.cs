namespace ProcLaunch.Hosting;

/// <summary>
/// The variables by which test runners, MSBuild, debuggers and coverage tools speak to the process they start. Handed on to a
/// service that is a .NET program, they would make it load their profilers and hooks, or build with the wrong SDK.
/// </summary>
internal static class TestHostVariables
{
    /// <summary>Compared without regard to case, as MSBuild does.</summary>
    private static readonly string[] Beginnings =
    [
        "MSBUILD", "_MSBUILD", "VSTEST_", "TESTINGPLATFORM_", "NUNIT_", "XUNIT_", "COVERLET_", "CODE_COVERAGE_", "MICROSOFT_TESTINGPLATFORM_",
        "MICROSOFTINSTRUMENTATIONENGINE_", "CORECLR_PROFILER", "COR_PROFILER", "DOTNET_WATCH", "DOTNET_HOTRELOAD_",
    ];

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "DOTNET_HOST_PATH", "DOTNET_STARTUP_HOOKS", "DOTNET_MODIFIABLE_ASSEMBLIES", "DOTNET_CLI_TEST_COMMAND_WORKING_DIRECTORY",
        "DOTNET_CLI_CONTEXT_VERBOSE", "DOTNET_CLI_TELEMETRY_SESSIONID", "CORECLR_ENABLE_PROFILING", "COR_ENABLE_PROFILING",
    };

    public static bool Contain(string name) =>
        Names.Contains(name) || Beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<string> All => Beginnings.Select(beginning => beginning + "*").Concat(Names);
}
