using System.Globalization;

namespace ProcLaunch.Cli.Tests.Recovery;

public class NeverTwoTests
{
    /// <summary>
    /// Kills the supervisor at moments spread over its start and the restarts of a flapping profile. Every instance notes
    /// its beginning in a directory that only one can make, so that two at once are seen however short they lived.
    /// </summary>
    [Test]
    public async Task However_often_the_supervisor_is_killed_there_is_never_a_second_instance()
    {
        await using var world = new World();
        world.Add("stable", "echo $$ >> starts; exec sleep 1000", ("restart", ""));
        world.Add("flapping", """
            mkdir alone || echo "two at once" >> twice
            sleep 0.02
            rmdir alone
            exit 1
            """, ("profile.json", """{"restart": {"initialDelay": "10ms", "maxDelay": "50ms"}}"""));
        world.Add("daemon", "echo $$ >> starts; setsid sh -c 'sleep 0.1; echo $$ > pid.new; mv pid.new pid; exec sleep 1000' &", ("pid_file", "pid"), ("restart", ""));
        var random = new Random(20);
        int? stable = null;
        for (var round = 0; round < 15; round++)
        {
            var supervisor = world.Launch(World.Program, "--foreground", world.State, world.Profiles);
            // Some are killed before they say anything, some in the middle of taking over, some while they supervise.
            if (round % 5 > 0)
                await world.Log.Next("ProcLaunch", $"started pid {supervisor.Pid}");
            if (round % 5 > 2)
                await world.Log.Next("flapping", "running pid");
            await Task.Delay(random.Next(0, 400));
            world.Log.TurnThePage();
            await supervisor.End(Processes.Kill);
            AtMostOne(world);
            if (Leaders(world, "stable") is [var pid])
                (stable ??= pid).Should().Be(pid);
        }
        var last = await world.Start();
        await world.Log.Next("flapping", "running pid");
        await Deadline.Until(() => Leaders(world, "stable").Count == 1 && Leaders(world, "daemon").Count == 1, "all run");
        AtMostOne(world);
        var survivor = Leaders(world, "stable").Should().ContainSingle().Subject;
        survivor.Should().Be(stable ?? survivor);
        File.Exists($"{world.Profiles}/flapping/twice").Should().BeFalse();
        File.ReadAllLines($"{world.Profiles}/stable/starts").Should().Equal(survivor.ToString(CultureInfo.InvariantCulture));
        File.ReadAllLines($"{world.Profiles}/daemon/starts").Should().ContainSingle();
        (await last.End(Processes.Hup)).Should().Be(111);
        world.Instances("stable").Concat(world.Instances("flapping")).Concat(world.Instances("daemon")).Should().BeEmpty();
    }

    private static void AtMostOne(World world)
    {
        foreach (var profile in new[] { "stable", "flapping" })
            Leaders(world, profile).Count.Should().BeLessThanOrEqualTo(1, profile);
    }

    private static List<int> Leaders(World world, string profile) =>
        world.Instances(profile).FindAll(pid => Processes.IsAlive(pid) && Hosting.ProcessStat.Of(pid)?.Session == pid);
}
