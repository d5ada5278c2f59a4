namespace ProcLaunch.Cli.Tests.Program;

public class UsageTests
{
    [TestCase("")]
    [TestCase("one")]
    [TestCase("one two three")]
    [TestCase("--unknown /tmp /tmp")]
    [TestCase("--log-level=loud /tmp /tmp")]
    [TestCase("--log-level /tmp /tmp")]
    [TestCase("--on-terminate=maybe /tmp /tmp")]
    [TestCase("--on-terminate=Stop /tmp /tmp")]
    [TestCase("--log-path= /tmp /tmp")]
    [TestCase("-x /tmp /tmp")]
    [TestCase("'' ''")]
    [TestCase("status")]
    [TestCase("start /tmp")]
    public async Task Bad_usage_exits_2_with_one_line(string arguments)
    {
        await using var world = new World();
        var outcome = await world.Shell($"$P {arguments}");
        (outcome.Code, outcome.Output).Should().Be((2, ""));
        outcome.ErrorLines.Should().ContainSingle().Which.Should().StartWith("proclaunch: ");
    }

    [Test]
    public async Task Version_prints_a_version()
    {
        await using var world = new World();
        var outcome = await world.Shell("$P --version");
        (outcome.Code, outcome.Error).Should().Be((0, ""));
        outcome.Output.Should().MatchRegex(@"^\d+\.\d+\.\d+\S*\n$");
    }

    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("-?")]
    public async Task Help_names_every_option(string help)
    {
        await using var world = new World();
        var outcome = await world.Shell($"$P '{help}'");
        (outcome.Code, outcome.Error).Should().Be((0, ""));
        foreach (var word in new[] { "--foreground", "-f", "-F", "--debug", "-D", "--log-level", "--log-path", "--on-terminate", "STATE_DIR", "PROFILES_DIR" })
            outcome.Output.Should().Contain(word);
        outcome.Output.Should().NotContain("--prepared");
    }

    [TestCase("-F --log-level=DEBUG")]
    [TestCase("-f -D")]
    [TestCase("--debug --foreground")]
    [TestCase("-f --log-level debug")]
    public async Task Debug_lines_are_written_where_asked_for(string options)
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000");
        var supervisor = await world.Start(options.Split(' '));
        await world.Log.Running("web");
        await supervisor.End(Processes.Term);
        world.Log.Lines.Should().Contain(line => line.Level == "DEBUG");
    }

    [TestCase("warn", "WARN ")]
    [TestCase("Error", null)]
    [TestCase("FATAL", null)]
    public async Task Lines_below_the_level_are_left_out(string level, string? seen)
    {
        await using var world = new World();
        world.Add("ProcLaunch2", "exit 1", ("stop_signal", "BOGUS"));
        var supervisor = world.Launch(World.Program, "-f", $"--log-level={level}", world.State, world.Profiles);
        await World.ContentOf(world.PidFile);
        if (seen is not null)
            await world.Log.Next("ProcLaunch2", "invalid");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Lines.Select(line => line.Level).Should().Equal(seen is null ? [] : [seen]);
    }

    [Test]
    public async Task Directories_that_look_like_options_can_be_given_behind_two_dashes()
    {
        await using var world = new World();
        Directory.CreateDirectory($"{world.Root}/--help");
        Directory.CreateDirectory($"{world.Root}/status");
        var supervisor = world.Launch("/bin/sh", "-c", "cd $S/..; exec $P -f -- --help ./status");
        await world.Log.Next("ProcLaunch", "started");
        (await supervisor.End(Processes.Term)).Should().Be(0);
        File.Exists($"{world.Root}/--help/lock").Should().BeTrue();
    }
}
