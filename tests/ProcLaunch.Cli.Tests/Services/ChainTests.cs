namespace ProcLaunch.Cli.Tests.Services;

/// <summary>What a chain of tools does to the process before the service is executed.</summary>
public class ChainTests
{
    [Test]
    public async Task Umask_nice_and_limits_are_what_the_profile_says()
    {
        await using var world = new World();
        world.Add("web", "umask; nice; ulimit -S -n; ulimit -H -n; ulimit -c; ulimit -f; echo done; exec sleep 1000",
            ("profile.json", """{ "umask": "0027", "nice": 7, "limits": { "openFiles": 321, "core": 0, "fileSize": "1MiB" } }"""));
        var supervisor = await world.Start();
        await world.UntilOutput("web", "done");
        world.OutputOf("web").Should().Be("0027\n7\n321\n321\n0\n2048\ndone\n");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task Environment_files_are_read_anew_at_each_start_and_the_profile_wins()
    {
        await using var world = new World();
        world.Add("web", "echo \"$A/$B/$C\"; exec sleep 1000",
            ("profile.json", """{ "environmentFiles": ["one", "two"], "environment": { "C": "profile" } }"""),
            ("one", "A=one\nB=one\nC=one\n"), ("two", "export B='two words' # comment\n"));
        var supervisor = await world.Start();
        await world.UntilOutput("web", "one/two words/profile");
        world.Write("web", "two", "B=changed\n");
        await world.Log.Next("web", "stopping");
        await world.UntilOutput("web", "one/changed/profile");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task A_missing_environment_file_fails_the_start_and_its_appearance_mends_it()
    {
        await using var world = new World();
        var web = world.Add("web", "echo \"$A\"; exec sleep 1000", ("profile.json", """{ "environmentFiles": ["one"] }"""));
        var supervisor = await world.Start();
        (await world.Log.Next("web", "start failed")).Message.Should().Be($"start failed: environment file {web}/one: no such file or directory");
        world.Write("web", "one", "A=here\n");
        await world.UntilOutput("web", "here");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task A_watched_file_that_changes_restarts_the_service_or_reloads_it()
    {
        await using var world = new World();
        var web = world.Add("web", "exec sleep 1000", ("profile.json", """{ "watch": ["app.dll"] }"""), ("app.dll", "1"));
        world.Add("api", "trap 'echo reloaded' HUP; while :; do sleep 1000 & wait; kill $!; done",
            ("reload", ""), ("profile.json", $$"""{ "watch": ["{{web}}/app.dll"] }"""));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        var other = await world.Log.Running("api");
        world.Write("web", "app.dll", "22");
        (await world.Log.Next("api", "reloading")).Pid.Should().Be(other);
        (await world.Log.Running("web")).Should().NotBe(pid);
        await world.UntilOutput("api", "reloaded");
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    [Test]
    public async Task What_left_the_group_of_a_service_is_reported_and_stopped_with_it()
    {
        await using var world = new World();
        world.Add("web", "(setsid sh -c 'echo $$ > stray; exec sleep 1000' &); exec sleep 1001", ("restart", ""));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        var stray = int.Parse(await World.ContentOf($"{world.Profiles}/web/stray"), System.Globalization.CultureInfo.InvariantCulture);
        Processes.Signal(pid, Processes.Kill);
        (await world.Log.Next("web", "left")).Message.Should().Contain($"pid {stray}");
        (await world.Log.Running("web")).Should().NotBe(pid);
        Processes.IsAlive(stray).Should().BeFalse("nothing of the run before is there any more");
        var second = int.Parse(await World.ContentOf($"{world.Profiles}/web/stray"), System.Globalization.CultureInfo.InvariantCulture);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        Processes.IsAlive(second).Should().BeFalse();
    }

    [Test]
    public async Task The_output_of_an_adopted_service_of_another_user_is_captured_on()
    {
        if (System.Environment.UserName != "root")
            Assert.Ignore("only root can change to another user");
        await using var world = new World();
        world.Add("web", "trap 'echo poked' USR1; echo ready; while :; do sleep 1000 & wait; kill $!; done", ("user", "nobody"));
        var first = await world.Start();
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "ready");
        await first.End(Processes.Kill);
        var second = await world.Start();
        (await world.Log.Next("web", "adopted")).Pid.Should().Be(pid);
        Processes.Signal(pid, Processes.Usr1);
        await world.UntilOutput("web", "poked");
        (await second.End(Processes.Hup)).Should().Be(111);
    }


    [Test]
    public async Task A_watched_file_behind_a_link_that_is_turned_is_noticed()
    {
        await using var world = new World();
        var web = world.Add("web", "exec sleep 1000", ("profile.json", """{ "watch": ["current/app.dll"] }"""));
        foreach (var release in new[] { "r1", "r2" })
        {
            Directory.CreateDirectory($"{web}/{release}");
            File.WriteAllText($"{web}/{release}/app.dll", release);
        }
        File.CreateSymbolicLink($"{web}/current", "r1");
        var supervisor = await world.Start();
        var pid = await world.Log.Running("web");
        (await world.Shell($"ln -sfn r2 {web}/current")).Code.Should().Be(0);
        (await world.Log.Running("web")).Should().NotBe(pid);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }
}
