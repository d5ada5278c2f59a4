namespace ProcLaunch.Cli.Tests.Services;

public class WhatAServiceSeesTests
{
    [Test]
    public async Task It_sees_a_clean_process_of_its_own()
    {
        await using var world = new World();
        world.Environment["FROM_THE_CALLER"] = "a b\tc";
        var directory = world.Add("web", """
            echo "cwd $PWD"
            echo "caller <$FROM_THE_CALLER>"
            echo "profile $PROCLAUNCH_PROFILE"
            echo "umask $(umask)"
            echo "files $(ulimit -S -n) $(ulimit -H -n)"
            echo "stdin $(readlink /proc/$$/fd/0)"
            echo "stdout $(readlink /proc/$$/fd/1)"
            echo "stderr $(readlink /proc/$$/fd/2)"
            ls -l /proc/$$/fd > descriptors
            echo "ids $(ps -o pid=,sid=,pgid=,tty= -p $$ | tr -s ' ')"
            (exec grep ^Sig /proc/self/status)
            echo end
            exec sleep 1000
            """);
        var supervisor = world.Launch("/bin/bash", "-c", "umask 027; ulimit -S -n 345; exec 9<$D 7</dev/zero 33>>$S/../leak; $P -f $S $D; exit $?");
        var pid = await world.Log.Running("web");
        await world.UntilOutput("web", "end\n");
        var seen = world.OutputOf("web").Split('\n');
        var pipe = $"{world.State}/pipe/web";
        seen.Should().Contain([
            $"cwd {directory}", "caller <a b\tc>", "profile web", "umask 0027",
            "stdin /dev/null", $"stdout {pipe}", $"stderr {pipe}",
            "SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000",
        ]);
        seen.Should().ContainSingle(line => line.StartsWith("files 345 "));
        seen.Single(line => line.StartsWith("ids")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Should().Equal("ids", $"{pid}", $"{pid}", $"{pid}", "?");
        // 10 is where dash keeps the script it reads, and 11 the output that it redirected for ls.
        File.ReadAllLines($"{directory}/descriptors").Where(line => line.Contains(" -> ")).Select(line => line.Split(' ')[^3] + ' ' + line.Split(' ')[^1])
            .Should().BeSubsetOf(["0 /dev/null", $"1 {directory}/descriptors", $"1 {pipe}", $"2 {pipe}", $"10 {directory}/run", $"11 {pipe}"]);
        Processes.Environment(pid).Should().ContainSingle(entry => entry.StartsWith("PROCLAUNCH_INSTANCE="));
        Processes.Environment(pid).Should().NotContain(entry => entry.StartsWith("DOTNET_STARTUP") || entry.StartsWith("NOTIFY_SOCKET"));
        Processes.Signal(world.DaemonPid(), Processes.Hup);
        (await supervisor.Ended()).Should().Be(111);
    }

    [Test]
    public async Task The_soft_limit_is_the_callers_also_below_a_daemon()
    {
        await using var world = new World();
        world.Add("web", "ulimit -S -n; exec sleep 1000");
        (await world.Shell("ulimit -S -n 321; $P $S $D; exit $?")).Code.Should().Be(0);
        await world.UntilOutput("web", "\n");
        world.OutputOf("web").Should().Be("321\n");
    }

    [Test]
    public async Task Profile_json_adds_to_its_environment_and_chooses_its_command_and_directory()
    {
        await using var world = new World();
        var directory = world.Add("web", "", ("profile.json", """
            {
              // No shell takes this apart.
              "command": ["sh", "-c", "echo \"$PWD $GREETING $1\"; exec sleep 1000", "sh", "$HOME; two  words"],
              "workingDirectory": "sub",
              "environment": {"GREETING": "hello"},
            }
            """));
        File.Delete($"{directory}/run");
        Directory.CreateDirectory($"{directory}/sub");
        var supervisor = await world.Start();
        await world.Log.Running("web");
        await world.UntilOutput("web", "\n");
        world.OutputOf("web").Should().Be($"{directory}/sub hello $HOME; two  words\n");
        await supervisor.End(Processes.Hup);
    }

    [Test]
    public async Task A_limit_of_open_files_as_low_as_that_of_ProcLaunch_starts_everything()
    {
        await using var world = new World();
        foreach (var i in Enumerable.Range(0, 20))
            world.Add($"web{i}", "echo $(ulimit -S -n); exec sleep 1000");
        var supervisor = world.Launch("/bin/sh", "-c", "ulimit -S -n 70; $P -f $S $D; exit $?");
        foreach (var i in Enumerable.Range(0, 20))
        {
            await world.Log.Running($"web{i}");
            await world.UntilOutput($"web{i}", "70\n");
        }
        Processes.Signal(world.DaemonPid(), Processes.Hup);
        (await supervisor.Ended()).Should().Be(111);
    }
}
