namespace ProcLaunch.Cli.Tests.Program;

public class ProfilesDirectoryTests
{
    [Test]
    public async Task A_profiles_directory_that_vanishes_stops_nothing_is_told_once_and_is_followed_again()
    {
        await using var world = new World();
        world.Add("web", "exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start("--log-level=debug");
        var first = await world.Log.Running("web");
        Directory.Move(world.Profiles, $"{world.Root}/elsewhere");
        (await world.Log.Next("ProcLaunch", "cannot read the profiles directory")).Level.Should().Be("WARN ");
        Processes.IsAlive(first).Should().BeTrue();
        Directory.Move($"{world.Root}/elsewhere", world.Profiles);
        await world.Log.Next("ProcLaunch", "the profiles directory");
        world.Add("new", "exec sleep 1000");
        await world.Log.Running("new");
        Processes.IsAlive(first).Should().BeTrue();
        world.Log.Count("ProcLaunch", "cannot read the profiles directory").Should().Be(1);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Log.Count("web", "disappeared").Should().Be(0);
    }

    [Test]
    public async Task A_profile_may_be_a_link_and_what_changes_behind_it_is_noticed()
    {
        await using var world = new World();
        world.Add("real", "exec sleep 1000");
        Directory.Move($"{world.Profiles}/real", $"{world.Root}/real");
        File.CreateSymbolicLink($"{world.Profiles}/web", $"{world.Root}/real");
        var supervisor = await world.Start();
        var first = await world.Log.Running("web");
        World.WriteScript($"{world.Root}/real/run.new", "exec sleep 1001");
        File.Move($"{world.Root}/real/run.new", $"{world.Root}/real/run", overwrite: true);
        (await world.Log.Running("web")).Should().NotBe(first);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task A_run_that_is_a_link_is_followed_and_a_change_behind_it_is_noticed()
    {
        await using var world = new World();
        var directory = world.Add("web", "");
        World.WriteScript($"{world.Root}/program", "exec sleep 1000");
        File.Delete($"{directory}/run");
        File.CreateSymbolicLink($"{directory}/run", $"{world.Root}/program");
        var supervisor = await world.Start();
        var first = await world.Log.Running("web");
        World.WriteScript($"{world.Root}/program", "exec sleep 10001");
        (await world.Log.Running("web")).Should().NotBe(first);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task Sixty_profiles_come_and_go_together()
    {
        await using var world = new World();
        var names = Enumerable.Range(0, 60).Select(i => $"web{i}").ToArray();
        foreach (var name in names)
            world.Add(name, "echo ready; exec sleep 1000", ("restart", ""));
        var supervisor = await world.Start();
        foreach (var name in names)
            await world.Log.Running(name);
        foreach (var name in names[..30])
            await world.UntilOutput(name, "ready");
        foreach (var name in names[..30])
            world.Remove(name);
        foreach (var name in names[..30])
            await world.Log.Next(name, "stopped");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        foreach (var name in names)
            world.Story(name).Should().NotContain("WARN").And.NotContain("ERROR");
        world.Log.Lines.Count(line => line.Message == "stopped").Should().Be(60);
    }

    [Test]
    public async Task A_log_path_is_relative_to_where_the_caller_is()
    {
        await using var world = new World();
        (await world.Shell("cd $S/..; $P --log-path=own.log state profiles")).Should().Be(new Outcome(0, "", ""));
        await World.UntilLogged($"{world.Root}/own.log", "started pid");
    }
}
