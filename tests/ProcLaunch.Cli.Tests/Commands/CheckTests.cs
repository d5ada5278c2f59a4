namespace ProcLaunch.Cli.Tests.Commands;

public class CheckTests
{
    [Test]
    public async Task Every_problem_is_a_line_with_its_file()
    {
        await using var world = new World();
        world.Add("good", "exec sleep 1000");
        world.Add("keys", "exec sleep 1000", ("profile.json", "{ \"retsart\": 1,\n  \"nice\": 99 }"), ("stop_signal", "BOGUS\n"));
        world.Add("files", "exec sleep 1000", ("profile.json", """{ "environmentFiles": ["there", "missing"] }"""), ("there", "A=1\nno variable\nB=\"open\n"));
        File.SetUnixFileMode($"{world.Add("mode", "exit 0")}/run", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        world.Add("shebang", "#!/no/such/interpreter");
        Directory.CreateDirectory($"{world.Profiles}/empty");
        Directory.CreateDirectory($"{world.Profiles}/two words");
        Directory.CreateDirectory($"{world.Profiles}/line\nend");
        Directory.CreateDirectory($"{world.Profiles}/.hidden");
        File.WriteAllText($"{world.Profiles}/README", "not a profile");
        var outcome = await world.Shell("cd $D/.. && $P check profiles");
        (outcome.Code, outcome.Error).Should().Be((1, ""));
        Approved.Text("check.txt", outcome.Output.Replace(world.Root, "ROOT"));
    }

    [TestCase(0, "0 profiles, no problems\n")]
    [TestCase(1, "1 profile, no problems\n")]
    [TestCase(2, "2 profiles, no problems\n")]
    public async Task Without_problems_the_profiles_are_counted(int count, string said)
    {
        await using var world = new World();
        for (var number = 0; number < count; number++)
            world.Add($"web{number}", "exec sleep 1000");
        (await world.Run(World.Program, "check", world.Profiles)).Should().Be(new Outcome(0, said, ""));
    }

    [Test]
    public async Task Nothing_is_run_and_nothing_touched()
    {
        await using var world = new World();
        world.Add("web", "touch $D/ran");
        var before = Listing(world);
        (await world.Run(World.Program, "check", world.Profiles)).Code.Should().Be(0);
        Listing(world).Should().Equal(before);
    }

    [Test]
    public async Task Any_user_may_check_what_he_may_read()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Ignore("only root can change the user");
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("user", "root"));
        // The user must get to the program, too.
        var program = Path.GetDirectoryName(World.Program)!;
        var outcome = await world.Shell($"cp -r {program} ./program && chmod -R a+rX ./program && setpriv --reuid=65534 --regid=65534 --clear-groups ./program/proclaunch check profiles");
        outcome.Should().Be(new Outcome(0, "1 profile, no problems\n", ""));
    }

    [Test]
    public async Task The_samples_have_no_problems()
    {
        await using var world = new World();
        (await world.Run(World.Program, "check", Path.Combine(Approved.Root(), "samples/profiles"))).Should().BeEquivalentTo(new { Code = 0 });
    }

    private static string[] Listing(World world) =>
        [.. Directory.EnumerateFileSystemEntries(world.Root, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")];
}
