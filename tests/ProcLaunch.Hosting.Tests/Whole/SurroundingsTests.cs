using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>Supervisors in a process of their own, where things are done that other tests must not notice.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SurroundingsTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Test]
    public async Task Hundreds_of_supervisors_leave_no_descriptor_no_thread_no_directory_no_process_and_no_memory()
    {
        const long MostBytesEach = 1000;
        const int Rounds = 300;
        using var child = new ChildProgram(workspace, "cycles", $"{Rounds}");
        (await child.EndAsync()).Should().Be(0);
        var counts = child.Lines.Where(line => line.StartsWith("descriptors ", StringComparison.Ordinal)).ToList();
        counts.Should().HaveCount(2);
        counts[1].Should().EndWith("directories 0 children 0");
        // The runtime opens one or the other of its own; a leak would be of hundreds.
        foreach (var (before, after) in Numbers(counts[0]).Zip(Numbers(counts[1])))
            after.Should().BeLessThan(before + (Rounds / 10));
        var memory = child.Lines.Where(line => line.StartsWith("memory ", StringComparison.Ordinal)).Select(line => long.Parse(line[7..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        (memory[1] - memory[0]).Should().BeLessThan(Rounds * MostBytesEach);
        TestContext.Out.WriteLine($"{memory[1] - memory[0]} bytes more after {Rounds} supervisors");
        workspace.Processes().Should().BeEmpty();
    }

    private static IEnumerable<int> Numbers(string counts) =>
        counts.Split(' ').Where(word => char.IsAsciiDigit(word[0])).Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    public async Task A_program_with_children_handlers_and_settings_of_its_own_keeps_them()
    {
        using var child = new ChildProgram(workspace, "guest");
        (await child.EndAsync()).Should().Be(0);
        child.Lines.Where(line => line.StartsWith("not as it was", StringComparison.Ordinal)).Should().BeEmpty();
        child.Lines.Should().EndWith("as it was");
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task A_program_started_with_SIGCHLD_ignored_can_host_supervisors_all_the_same()
    {
        using var child = ChildProgram.Ignoring(workspace, "CHLD", "guest", "no-process");
        (await child.EndAsync()).Should().Be(0);
        child.Lines.Where(line => line.StartsWith("not as it was", StringComparison.Ordinal)).Should().BeEmpty();
        child.Lines.Should().EndWith("as it was");
        workspace.Processes().Should().BeEmpty();
    }

    [Test]
    public async Task Somebody_else_who_waits_for_any_child_costs_exit_codes_and_nothing_more()
    {
        using var child = new ChildProgram(workspace, "foreign-wait");
        (await child.EndAsync()).Should().Be(0, string.Join('\n', child.Lines));
        child.Lines.Should().Contain("stopped 20");
        child.Lines.Should().NotContain(line => line.Contains("bug", StringComparison.Ordinal));
    }

    [Test]
    public async Task Without_a_descriptor_left_services_are_stopped_and_none_is_lost()
    {
        const int Tries = 5;
        const int Aborted = 128 + 6;
        for (var i = 0; i < Tries; i++)
        {
            using var surroundings = new Workspace();
            using var child = new ChildProgram(surroundings, "out-of-descriptors");
            var code = await child.EndAsync();
            // The .NET runtime itself may not survive it («Out of memory»): then nothing was learned of us.
            if (code == Aborted)
                continue;
            code.Should().Be(0, string.Join('\n', child.Lines));
            surroundings.Processes().Should().BeEmpty();
            return;
        }
        Assert.Ignore("the runtime did not survive without descriptors");
    }

    public void Dispose() => workspace.Dispose();
}
