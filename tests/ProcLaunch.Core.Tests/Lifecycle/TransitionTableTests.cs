using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle;

public sealed class TransitionTableTests
{
    private const string Begin = "<!-- transitions: printed by TransitionTableTests, do not edit -->\n";
    private const string End = "<!-- end of transitions -->\n";

    [Test]
    public void Every_state_answers_every_event()
    {
        foreach (var state in TransitionTable.States)
        {
            foreach (var trigger in TransitionTable.Events)
                TransitionTable.Answers(state, trigger).Should().NotBeEmpty($"{trigger} may come while {state}");
        }
    }

    [Test]
    public void Every_kind_of_event_has_a_row_or_is_the_fleet_s_own()
    {
        Type[] ofTheFleet = [typeof(ProfileEvent.SeveralRequested), typeof(ProfileEvent.StopAllRequested), typeof(ProfileEvent.AllRecovered), typeof(ProfileEvent.FilesChanged)];
        var kinds = typeof(ProfileEvent).GetNestedTypes().Where(kind => !kind.IsAbstract);

        kinds.Should().BeEquivalentTo(new ProfileLifecycle(() => "instance", () => 0.5).Events.Concat(ofTheFleet));
    }

    [Test]
    public void Nothing_but_stopped_leads_to_a_launch()
    {
        foreach (var state in TransitionTable.States.Where(state => state != ProfileState.Stopped))
            TransitionTable.Answers(state, ProfileTrigger.StartPermitted).Should().Equal(ProfileLifecycle.Unexpected);
    }

    /// <summary>APPROVE=1 in the environment writes the new text.</summary>
    [Test]
    public void The_table_in_the_documents_is_the_table_of_the_machine()
    {
        var path = Path.Combine(Root(), "docs", "lifecycle.md");
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        to.Should().BeGreaterThan(from - 1, $"{path} marks where the table goes by \"{Begin.Trim()}\" and \"{End.Trim()}\"");
        var printed = $"\n{TransitionTable.Markdown()}\n{TransitionTable.Mermaid()}\n";

        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, text[..from] + printed + text[to..]);
        else if (text[from..to] != printed)
            Assert.Fail($"{path} does not show the machine as it is (APPROVE=1 dotnet test rewrites it). It is:\n{printed}");
    }

    private static string Root()
    {
        var directory = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(directory, "ProcLaunch.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return directory;
    }
}
