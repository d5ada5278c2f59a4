using System.Collections;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>What a service sees of the environment of a real test host: this one.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostEnvironmentTests : IDisposable
{
    // The service is a shell, which sets these itself.
    private static readonly string[] ShellsOwn = ["PWD", "OLDPWD", "SHLVL", "_"];

    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [Test]
    public async Task A_service_does_not_see_what_the_test_runner_put_there()
    {
        Own().Keys.Should().Contain(name => TestHostVariables.Contain(name), "else this is no test host, and nothing is shown by this");
        var seen = await SeenByAService(new SupervisorOptions { LoggerFactory = log });
        seen.Keys.Should().NotContain(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase) || name == "DOTNET_HOST_PATH");
        seen.Where(variable => Own().ContainsKey(variable.Key)).Should().BeEquivalentTo(Own().Where(variable => !TestHostVariables.Contain(variable.Key)));
    }

    [Test]
    public async Task It_sees_everything_when_asked_for()
    {
        var seen = await SeenByAService(new SupervisorOptions { LoggerFactory = log, HostEnvironment = HostEnvironment.All });
        seen.Should().Contain(Own());
    }

    [Test]
    public async Task What_its_profile_sets_is_never_left_out()
    {
        var seen = await SeenByAService(new SupervisorOptions { LoggerFactory = log }, ("MSBUILDDEBUGPATH", "here"), ("DOTNET_HOST_PATH", "there"));
        seen["MSBUILDDEBUGPATH"].Should().Be("here");
        seen["DOTNET_HOST_PATH"].Should().Be("there");
    }

    [TestCase("MSBuildSDKsPath", true)]
    [TestCase("MSBUILD_EXE_PATH", true)]
    [TestCase("_MSBUILDTLENABLED", true)]
    [TestCase("VSTEST_CONNECTION_TIMEOUT", true)]
    [TestCase("VSTEST_DOTNET_ROOT_PATH", true)]
    [TestCase("DOTNET_HOST_PATH", true)]
    [TestCase("DOTNET_STARTUP_HOOKS", true)]
    [TestCase("CORECLR_ENABLE_PROFILING", true)]
    [TestCase("CORECLR_PROFILER_PATH_64", true)]
    [TestCase("COVERLET_DATACOLLECTOR_OUTOFPROC_DEBUG", true)]
    [TestCase("NUNIT_ENGINE_X", true)]
    [TestCase("TESTINGPLATFORM_DOTNETTEST_EXECUTIONID", true)]
    [TestCase("PATH", false)]
    [TestCase("HOME", false)]
    [TestCase("DOTNET_ROOT", false)]
    [TestCase("DOTNET_ENVIRONMENT", false)]
    [TestCase("DOTNET_gcServer", false)]
    [TestCase("ASPNETCORE_URLS", false)]
    [TestCase("TMPDIR", false)]
    public void What_belongs_to_a_test_host(string name, bool belongs) => TestHostVariables.Contain(name).Should().Be(belongs);

    [Test]
    public void The_documentation_lists_them_all()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "embedding.md"));
        TestHostVariables.All.Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)).Should().BeEmpty();
    }

    public void Dispose() => workspace.Dispose();

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    private static Dictionary<string, string> Own() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!)
        .Where(variable => !ShellsOwn.Contains(variable.Key)).ToDictionary();

    private async Task<IReadOnlyDictionary<string, string>> SeenByAService(SupervisorOptions options, params (string Name, string Value)[] own)
    {
        await using var supervisor = new Supervisor(options);
        await supervisor.StartAsync();
        supervisor.Add(workspace.Definition("web", "/bin/sh", "-c", "/usr/bin/env -0 > seen.new; mv seen.new seen; exec sleep 1000") with
        {
            Environment = workspace.Environment.Concat(own.Select(variable => KeyValuePair.Create(variable.Name, variable.Value))).ToDictionary(),
        });
        await log.PidAfter("web running");
        await Eventually.Holds(() => File.Exists(workspace.PathOf("seen")), "it has written its environment down");
        return File.ReadAllText(workspace.PathOf("seen")).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('=', 2)).Where(entry => !ShellsOwn.Contains(entry[0]))
            .ToDictionary(entry => entry[0], entry => entry[1]);
    }
}
