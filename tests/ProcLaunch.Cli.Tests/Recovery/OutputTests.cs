using System.Globalization;

namespace ProcLaunch.Cli.Tests.Recovery;

public class OutputTests
{
    [Test]
    public async Task Output_and_errors_are_in_the_log_of_the_profile()
    {
        await using var world = new World();
        world.Add("web", "echo out; echo err >&2; printf 'no end'");
        var supervisor = await world.Start();
        await world.Log.Next("web", "died");
        await world.UntilOutput("web", "no end");
        world.OutputOf("web").Should().Be("out\nerr\nno end");
        await supervisor.End(Processes.Hup);
    }

    [Test]
    public async Task No_line_is_lost_or_torn_when_the_supervisor_is_killed_again_and_again_while_a_service_writes()
    {
        await using var world = new World();
        // Awk writes as fast as it can until told to stop; the pipe makes it wait while nobody reads.
        world.Add("writer", "exec awk 'BEGIN { while (1) { print \"line\", ++n, \"of a service that writes as fast as it can\"; if (n % 1000 == 0 && (getline x < \"enough\") > 0) { print \"last\", n; fflush(); close(\"/dev/stdout\"); while (1) system(\"sleep 1000\") } } }'",
            ("profile.json", """{ "log": { "maxSize": "1GiB" } }"""));
        var supervisor = await world.Start();
        var pid = await world.Log.Running("writer");
        for (var round = 0; round < 5; round++)
        {
            var length = new FileInfo($"{world.State}/log/writer.log") is { Exists: true } file ? file.Length : 0;
            await Deadline.Until(
                () => !Processes.IsAlive(pid) || new FileInfo($"{world.State}/log/writer.log").Length > length + 300_000, "the log grows");
            Processes.IsAlive(pid).Should().BeTrue($"the service never dies (round {round}, its output ends with «{LastLine($"{world.State}/log/writer.log")}»)");
            await supervisor.End(Processes.Kill);
            supervisor = await world.Start();
            (await world.Log.Next("writer", "adopted pid")).Pid.Should().Be(pid);
        }
        File.WriteAllText($"{world.Profiles}/writer/enough", "enough\n");
        await Deadline.Until(() => LastLine($"{world.State}/log/writer.log").StartsWith("last"), "the last line");
        Processes.IsAlive(pid).Should().BeTrue();
        (await supervisor.End(Processes.Hup)).Should().Be(111);
        var expected = 0;
        var last = 0;
        foreach (var line in File.ReadLines($"{world.State}/log/writer.log"))
        {
            if (line.StartsWith("last "))
                last = int.Parse(line[5..], CultureInfo.InvariantCulture);
            else if (line != $"line {++expected} of a service that writes as fast as it can")
                Assert.Fail($"line {expected} is «{line}»");
        }
        last.Should().Be(expected);
    }

    [Test]
    public async Task A_service_that_writes_without_end_does_not_wait_for_a_supervisor_that_is_gone_longer_than_it_is_gone()
    {
        await using var world = new World();
        world.Add("writer", "while :; do echo 0123456789012345678901234567890123456789; done");
        var first = await world.Start();
        var pid = await world.Log.Running("writer");
        await first.End(Processes.Term);
        // It fills the pipe and then waits, alive.
        await Deadline.Until(() => File.ReadAllText($"/proc/{pid}/wchan") is var channel && (channel.Contains("pipe") || channel is "0" or ""), "it waits in the pipe");
        var second = await world.Start();
        await world.Log.Next("writer", "adopted");
        var length = new FileInfo($"{world.State}/log/writer.log").Length;
        await Deadline.Until(() => new FileInfo($"{world.State}/log/writer.log").Length > length + 100_000, "it goes on");
        (await second.End(Processes.Hup)).Should().Be(111);
    }

    private static string LastLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(100, file.Length), SeekOrigin.End);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault("");
    }
}
