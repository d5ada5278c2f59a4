namespace ProcLaunch.Cli.Tests.Commands;

/// <summary>Each line: what is written ($S a state directory without a supervisor, $D an empty profiles directory), the exit code, and what is said.</summary>
public class CommandUsageTests
{
    [TestCase("statsu", 2, "there is no command statsu: did you mean the command status?")]
    [TestCase("satrt", 2, "there is no command satrt: did you mean the command start?")]
    [TestCase("lgos web", 1, "does not exist: did you mean the command logs?")]
    [TestCase("sotp web", 1, "does not exist: did you mean the command stop?")]
    [TestCase("restrat web api db", 2, "there is no command restrat: did you mean the command restart?")]
    [TestCase("./statsu", 2, "PROFILES_DIR is missing")]
    [TestCase("status --jsno", 2, "the option --jsno is not known: did you mean --json?")]
    [TestCase("--log-levle=info $S $D", 2, "the option --log-levle=info is not known: did you mean --log-level?")]
    [TestCase("logs -s $S --folow web", 2, "the option --folow is not known: did you mean --follow?")]
    [TestCase("logs -s $S -fq web", 2, "the option -fq is not known")]
    [TestCase("status --version", 2, "the option --version is not known")]
    [TestCase("status -f", 2, "the option -f is not known")]
    [TestCase("check --state=$S $D", 2, "the option --state=")]
    [TestCase("signal -s $S TRM web", 2, "\"TRM\" is no signal: did you mean TERM?")]
    [TestCase("signal -s $S 99 web", 2, "\"99\" is no signal")]
    [TestCase("signal -s $S TERM", 2, "NAME is missing: proclaunch signal SIGNAL NAME")]
    [TestCase("signal -s $S", 2, "SIGNAL is missing")]
    [TestCase("start -s $S", 2, "which profile? Write proclaunch start NAME, or --all")]
    [TestCase("stop -s $S --all web", 2, "write names or --all, not both")]
    [TestCase("restart -s $S web --timeout=3", 2, "--timeout=3 is not a duration: write a number and a unit")]
    [TestCase("restart -s $S web --timeout", 2, "--timeout needs a value: --timeout=TIME")]
    [TestCase("logs -s $S web -n -1", 2, "-n -1 is no number of lines")]
    [TestCase("logs -s $S web --lines=many", 2, "--lines many is no number of lines")]
    [TestCase("logs -s $S", 2, "NAME is missing")]
    [TestCase("explain -s $S", 2, "NAME is missing")]
    [TestCase("explain -s $S web api", 2, "api")]
    [TestCase("events -s $S web", 2, "web")]
    [TestCase("check", 2, "PROFILES_DIR is missing")]
    [TestCase("check $D/none", 1, "the profiles directory ")]
    [TestCase("check \"$(printf '/\\033[31m')\"", 1, "the profiles directory /\\x1b[31m does not exist")]
    [TestCase("status", 2, "which state directory? Write -s STATE_DIR or set PROCLAUNCH_STATE")]
    [TestCase("rescan -s", 2, "-s needs a value: --state=DIR")]
    [TestCase("rescan -s ''", 2, "the state directory is empty")]
    [TestCase("rescan -s $S/none", 5, "the state directory ")]
    [TestCase("logs -s $S web", 5, "no supervisor runs on ")]
    [TestCase("logs -s $S @file", 5, "no supervisor runs on ")]
    [TestCase("--completion=tcsh", 2, "--completion=tcsh is not known: use one of bash, zsh, fish")]
    [TestCase("--completion", 2, "--completion needs a value: --completion=SHELL")]
    public async Task What_is_wrong_is_said_in_one_line_with_an_exit_code(string arguments, int code, string said)
    {
        await using var world = new World();
        var outcome = await world.Shell($"unset PROCLAUNCH_STATE; $P {arguments}");
        (outcome.Code, outcome.Output).Should().Be((code, ""));
        outcome.ErrorLines.Should().ContainSingle().Which.Should().StartWith("proclaunch: ").And.Contain(said);
    }

    [Test]
    public async Task The_state_directory_may_come_from_the_environment()
    {
        await using var world = new World();
        world.Environment["PROCLAUNCH_STATE"] = world.State;
        (await world.Run(World.Program, "logs", "web")).Should().BeEquivalentTo(new { Code = 5 })
            .And.Subject.As<Outcome>().Error.Should().Contain(world.State);
    }

    [Test]
    public async Task An_option_wins_over_the_environment()
    {
        await using var world = new World();
        world.Environment["PROCLAUNCH_STATE"] = "/nowhere";
        (await world.Run(World.Program, "logs", "web", $"--state={world.State}")).Error.Should().Contain(world.State);
    }

    [Test]
    public async Task A_profiles_directory_called_like_a_command_is_supervised()
    {
        await using var world = new World();
        Directory.CreateDirectory($"{world.Root}/status");
        var supervisor = world.Launch("/bin/sh", "-c", "cd $S/..; exec $P -f ./state status");
        await world.Log.Next("ProcLaunch", "started");
        (await supervisor.End(Processes.Term)).Should().Be(0);
    }
}
