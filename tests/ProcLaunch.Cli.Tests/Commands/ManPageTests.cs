using ProcLaunch.Cli.Help;

namespace ProcLaunch.Cli.Tests.Commands;

public class ManPageTests
{
    private static string Path => System.IO.Path.Combine(Approved.Root(), "docs/proclaunch.1");

    [Test]
    public async Task The_manual_says_what_the_program_knows()
    {
        await using var world = new World();
        var version = (await world.Run(World.Program, "--version")).Output.TrimEnd();
        Approved.InRepository("docs/proclaunch.1", ManPage.Of(new CommandLine().Whole, version));
    }

    [Test]
    public async Task Mandoc_has_nothing_to_say_against_it()
    {
        Tools.Need("mandoc");
        await using var world = new World();
        var outcome = await world.Run("mandoc", "-T", "lint", "-W", "warning", Path);
        // A date would be that of the build.
        outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => line.Contains("missing date"));
    }

    [Test]
    public async Task Groff_has_nothing_to_say_against_it()
    {
        Tools.Need("groff");
        await using var world = new World();
        var outcome = await world.Run("groff", "-man", "-Tutf8", "-ww", "-z", Path);
        outcome.Should().Be(new Outcome(0, "", ""));
    }
}
