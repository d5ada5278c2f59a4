using ProcLaunch.Cli.Tests.Control;

namespace ProcLaunch.Cli.Tests.Stories;

public sealed class DependencyStories
{
    private const string Sleep = "exec sleep 1000";

    [Test]
    public async Task What_depends_on_another_is_started_after_it_and_stopped_before_it()
    {
        await using var world = new World();
        world.Add("api", Sleep, ("profile.json", """{"dependsOn": {"db": "ready"}}"""));
        world.Add("db", Sleep);
        var supervisor = await world.Start();
        await world.Log.Running("api");
        (await supervisor.End(Processes.Hup)).Should().Be(111);

        world.Story("api", "db").Should().Be("""
            T INFO  db starting
            T INFO  db running pid N
            T INFO  api starting
            T INFO  api running pid M
            T INFO  api stopping
            T INFO  api stopped
            T INFO  db stopping
            T INFO  db stopped
            """);
    }

    [Test]
    public async Task Stopping_or_restarting_several_keeps_the_order()
    {
        await using var world = new World();
        world.Add("api", Sleep, ("profile.json", """{"dependsOn": {"db": "ready"}}"""));
        world.Add("db", Sleep);
        await world.Start();
        await world.Log.Running("api");

        (await world.Do("restart", "--all")).Code.Should().Be(0);
        (await world.Do("stop", "--all")).Should().Be(new Outcome(0, "api stopped\ndb stopped\n", ""));

        world.Story("api", "db").Should().Be("""
            T INFO  db starting
            T INFO  db running pid N
            T INFO  api starting
            T INFO  api running pid M
            T INFO  api stopping
            T INFO  api stopped
            T INFO  db stopping
            T INFO  db stopped
            T INFO  db starting
            T INFO  db running pid O
            T INFO  api starting
            T INFO  api running pid P
            T INFO  api stopping
            T INFO  api stopped
            T INFO  db stopping
            T INFO  db stopped
            """);
    }

    [TestCase("exit 3", 3)]
    [TestCase("kill -9 $$", 137)]
    public async Task The_program_ends_as_its_essential_profile_did(string run, int expected)
    {
        await using var world = new World();
        world.Add("web", Sleep);
        world.Add("main", $"while [ ! -e \"$D/../go\" ]; do sleep 0.05; done; {run}", ("profile.json", """{"essential": true}"""));
        var supervisor = await world.Start();
        await world.Log.Running("web");
        await world.Log.Running("main");
        File.WriteAllText($"{world.Root}/go", "");

        (await supervisor.Ended()).Should().Be(expected);

        world.Instances("web").Should().BeEmpty();
    }

    [Test]
    public async Task A_start_that_is_never_ready_says_why_in_the_log_and_when_asked()
    {
        await using var world = new World();
        world.Add("web", "echo hello; exec sleep 1000", ("profile.json", """{"ready": {"file": "never", "timeout": "1s"}}"""));
        await world.Start();

        var line = await world.Log.Next("web", "start failed: it was not confirmed within 1s: ");
        await world.Log.Next("web", "stopped");

        line.Message.Should().EndWith("; it last wrote: hello");
        (await world.Do("explain", "web")).Output.Should().Contain(line.Message, "the explanation quotes the log");
    }
}
