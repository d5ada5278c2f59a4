using ProcLaunch.Cli.Commands;

namespace ProcLaunch.Cli.Tests.Commands;

public class HelpTests
{
    private static IEnumerable<string> Names => ProgramCommands.All().Select(command => command.Name);

    [Test]
    public async Task The_help_of_the_program_is_the_approved_one()
    {
        await using var world = new World();
        var outcome = await world.Run(World.Program, "--help");
        outcome.Should().BeEquivalentTo(new { Code = 0, Error = "" });
        Approved.Text("help.txt", outcome.Output);
    }

    [TestCaseSource(nameof(Names))]
    public async Task The_help_of_a_command_is_the_approved_one(string command)
    {
        await using var world = new World();
        var outcome = await world.Run(World.Program, command, "--help");
        outcome.Should().BeEquivalentTo(new { Code = 0, Error = "" });
        Approved.Text($"help.{command}.txt", outcome.Output);
    }

    [Test]
    public async Task No_line_of_help_is_wider_than_a_terminal()
    {
        await using var world = new World();
        foreach (var page in new[] { Array.Empty<string>() }.Concat(Names.Select(name => new[] { name })))
            (await world.Run(World.Program, [.. page, "--help"])).Output.Split('\n').Should().OnlyContain(line => line.Length <= 80);
    }
}
