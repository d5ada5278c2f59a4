using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProcLaunch.Hosting;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli.Tests.Commands;

/// <summary>The supervisor of these is the lock alone: what is printed are files.</summary>
public class LogsTests
{
    [Test]
    public async Task The_last_ten_lines_are_printed()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", Lines(1, 25));
        (await Logs(world, "web")).Should().Be(new Outcome(0, Lines(16, 25), ""));
    }

    [TestCase("-n 3", 23)]
    [TestCase("-n3", 23)]
    [TestCase("--lines=3", 23)]
    [TestCase("-n 100", 1)]
    [TestCase("-n 0", 26)]
    public async Task As_many_lines_as_wished_are_printed_also_from_old_files(string option, int first)
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web.log.2", Lines(1, 10));
        Log(world, "web.log.1", Lines(11, 23));
        Log(world, "web", Lines(24, 25));
        (await Logs(world, ["web", .. option.Split(' ')])).Should().Be(new Outcome(0, Lines(first, 25), ""));
    }

    [Test]
    public async Task Bytes_pass_unchanged_into_a_pipe()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        var bytes = Encoding.Latin1.GetBytes("\e[31mred\0\xff\xfe\r\nno end");
        Log(world, "web", "");
        File.WriteAllBytes($"{world.State}/log/web.log", bytes);
        (await world.Shell("$P logs -s $S web > out; cmp out $S/log/web.log")).Should().Be(new Outcome(0, "", ""));
    }

    [Test]
    public async Task Several_are_printed_with_their_names_in_front()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", "one\ntwo\n");
        Log(world, "database", "three\nno end");
        (await Logs(world, "web", "database")).Should().Be(new Outcome(0, "web | one\nweb | two\ndatabase | three\ndatabase | no end\n", ""));
    }

    [TestCase("", "\e[36mweb | \e[0mred\t\\x07\n\e[33mapi | \e[0mx\n")]
    [TestCase("NO_COLOR=1", "web | red\t\\x07\napi | x\n")]
    [TestCase("TERM=dumb", "web | red\t\\x07\napi | x\n")]
    public async Task On_a_terminal_escape_sequences_are_taken_out_and_names_coloured(string variable, string shown)
    {
        Tools.Need("script");
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", "\e]0;title\a\e[1;31mred\e[0m\t\a\r\n");
        Log(world, "api", "\e[2Jx\n");
        world.Environment["TERM"] = "xterm";
        var outcome = await world.Shell($"script -qec '{variable} $P logs -s $S web api' /dev/null");
        outcome.Output.ReplaceLineEndings("\n").Should().Be(shown);
    }

    [TestCase("none")]
    [TestCase("../records/web")]
    [TestCase("-- -f")]
    [TestCase("web none")]
    public async Task A_name_without_a_log_exits_4(string names)
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", "one\n");
        var outcome = await Logs(world, names.Split(' '));
        (outcome.Code, outcome.Output).Should().Be((4, ""));
        outcome.ErrorLines.Should().ContainSingle().Which.Should().StartWith("proclaunch: no such profile: ");
    }

    [Test]
    public async Task Without_a_supervisor_it_is_said_where_the_files_are()
    {
        await using var world = new World();
        using (Supervise(world))
            Log(world, "web", "one\n");
        (await Logs(world, "web")).Should().Be(new Outcome(5, "", $"proclaunch: no supervisor runs on {world.State}; what services wrote is in the files {world.State}/log/NAME.log\n"));
    }

    [Test]
    public async Task A_reader_that_goes_away_ends_it_without_a_word()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", Lines(1, 100_000));
        (await world.Shell("{ $P logs -s $S -n 100000 web; echo code $? >&2; } | head -n 1")).Should().Be(new Outcome(0, "1\n", "code 0\n"));
        // Nothing more is ever written: it must notice by itself.
        (await world.Shell("{ $P logs -s $S -n 1 -f web; echo code $? >&2; } | head -n 1")).Should().Be(new Outcome(0, "100000\n", "code 0\n"));
    }

    [Test]
    public async Task What_cannot_be_written_is_said()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", "one\n");
        (await world.Shell("$P logs -s $S web > /dev/full")).Should().Be(new Outcome(1, "", "proclaunch: cannot write to standard output: no space left on device\n"));
    }

    [Test]
    public async Task Of_a_large_file_the_end_alone_is_read()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", "");
        using (var file = File.OpenWrite($"{world.State}/log/web.log"))
        {
            file.SetLength(8L << 30);
            file.Position = file.Length;
            file.Write("\nlast\n"u8);
        }
        // A shell of ours counts what the program read: rchar of a process includes its children that ended.
        var outcome = await world.Shell("$P logs -s $S -n 1 web; grep rchar /proc/$$/io");
        var parts = outcome.Output.Split('\n');
        parts[0].Should().Be("last");
        long.Parse(parts[1].Split(' ')[1], CultureInfo.InvariantCulture).Should().BeLessThan(64 << 20);
    }

    [Test]
    public async Task Following_several_shows_each_line_whole_behind_its_name()
    {
        await using var world = new World();
        using var supervised = Supervise(world);
        Log(world, "web", "one\n");
        Log(world, "api", "");
        var follower = Follow(world, "-f", "web", "api");
        (await Line(follower)).Should().Be("web | one");
        File.AppendAllText($"{world.State}/log/api.log", "half");
        File.AppendAllText($"{world.State}/log/web.log", "two\n");
        (await Line(follower)).Should().Be("web | two");
        File.AppendAllText($"{world.State}/log/api.log", " and half\n");
        (await Line(follower)).Should().Be("api | half and half");
        Processes.Signal(follower.Id, Processes.Int);
        await follower.WaitForExitAsync().WaitAsync(Deadline.Time);
        follower.ExitCode.Should().Be(128 + Processes.Int);
    }

    [Test]
    public async Task Following_goes_on_over_rotations_of_a_service_that_floods()
    {
        await using var world = new World();
        world.Add("web", "exec awk 'BEGIN { for (n = 1; n <= 200000; n++) print n; system(\"exec sleep 1000\") }'", ("profile.json", """{ "log": { "maxSize": "64KiB", "maxFiles": 1000 } }"""), ("down", ""));
        Log(world, "web", "");
        var supervisor = await world.Start();
        var follower = Follow(world, "-f", "-n", "0", "web");
        await Deadline.Until(() => Processes.IsAlive(follower.Id) && HasOpen(follower.Id, $"{world.State}/log/web.log"), "it has opened the log");
        File.Delete($"{world.Profiles}/web/down");
        for (var number = 1; number <= 200_000; number++)
        {
            var line = await Line(follower);
            if (line != number.ToString(CultureInfo.InvariantCulture))
                Assert.Fail($"line {number} is «{line}»");
        }
        Processes.Signal(follower.Id, Processes.Kill);
        (await supervisor.End(Processes.Hup)).Should().Be(111);
    }

    private static Descriptor Supervise(World world) => StateLock.Take(world.State);

    private static void Log(World world, string name, string content)
    {
        Directory.CreateDirectory($"{world.State}/log");
        File.WriteAllText($"{world.State}/log/{(name.Contains(".log") ? name : name + ".log")}", content);
    }

    private static string Lines(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(number => $"{number}\n"));

    private static Task<Outcome> Logs(World world, params string[] arguments) => world.Run(World.Program, ["logs", "-s", world.State, .. arguments]);

    private static Process Follow(World world, params string[] arguments) => world.StartProcess(World.Program, ["logs", "-s", world.State, .. arguments]);

    private static Task<string?> Line(Process process) => Deadline.For(process.StandardOutput.ReadLineAsync(), () => "a line");

    private static bool HasOpen(int pid, string path) => Directory.GetFileSystemEntries($"/proc/{pid}/fd").Any(entry => new FileInfo(entry).LinkTarget == path);
}
