using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Launching;

/// <summary>Programs are looked up as a shell does.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProgramSearchTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Test]
    public void A_program_with_a_slash_starts_at_the_working_directory()
    {
        ProgramSearch.Find("./run", "/srv/web", Path()).Should().Be("/srv/web/run");
        ProgramSearch.Find("bin/run", "/srv/web", Path()).Should().Be("/srv/web/bin/run");
        ProgramSearch.Find("/bin/sh", "/srv/web", Path()).Should().Be("/bin/sh");
    }

    [Test]
    public void A_program_without_a_slash_is_looked_up_in_the_PATH_of_the_profile_in_order()
    {
        workspace.NewDirectory("a");
        workspace.NewDirectory("b");
        workspace.Write("a/tool", "not executable");
        workspace.NewDirectory("a/dir");
        workspace.Script("b/tool", "");
        workspace.Script("b/dir", "");
        var path = Path($"/no/such/directory:{workspace.PathOf("a")}:{workspace.PathOf("b")}");
        ProgramSearch.Find("tool", "/", path).Should().Be(workspace.PathOf("b/tool"));
        ProgramSearch.Find("dir", "/", path).Should().Be(workspace.PathOf("b/dir"));
    }

    [Test]
    public void An_empty_or_relative_part_of_the_PATH_starts_at_the_working_directory()
    {
        workspace.NewDirectory("bin");
        workspace.Script("here", "");
        workspace.Script("bin/there", "");
        ProgramSearch.Find("here", workspace.Directory, Path(":/bin")).Should().Be(workspace.PathOf("here"));
        ProgramSearch.Find("there", workspace.Directory, Path("bin")).Should().Be(workspace.PathOf("bin/there"));
    }

    [Test]
    public void Without_a_PATH_the_usual_directories_are_searched() =>
        ProgramSearch.Find("sh", "/", new Dictionary<string, string>()).Should().BeOneOf("/usr/bin/sh", "/bin/sh");

    [Test]
    public void What_is_nowhere_is_said_with_the_PATH() =>
        FluentActions.Invoking(() => ProgramSearch.Find("no-such-tool", "/", Path("/bin:/usr/bin")))
            .Should().Throw<LaunchException>().WithMessage("cannot execute no-such-tool: not found in PATH (/bin:/usr/bin)");

    public void Dispose() => workspace.Dispose();

    private static Dictionary<string, string> Path(string path = "/bin") => new() { ["PATH"] = path };
}
