using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>docs/control.md is right: its session is held with a real supervisor, its tables are complete.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class ControlPageTests : ControlFixture
{
    private static readonly string Page = File.ReadAllText(PagePath());

    [Test]
    public async Task The_session_goes_as_it_is_shown()
    {
        await StartAsync();
        Supervisor.Add(Sleeper("web") with { Down = true });
        await Eventually.Holds(() => Supervisor.Find("web") is not null, "it is known");
        var client = await ConnectAsync();
        // The order in which an answer and the events around it come is free.
        var said = new List<string>();
        foreach (var line in Session().Match(Page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                said.Should().BeEmpty();
                await client.SendAsync(line[2..] + "\n");
                said = await AnswersAsync(client, line);
            }
            else
            {
                said.Remove(line[2..]).Should().BeTrue($"the page says {line[2..]}, said was\n{string.Join('\n', said)}");
            }
        }
        said.Should().BeEmpty();
    }

    [Test]
    public void The_table_of_events_has_every_event_and_no_other() =>
        Rows("## Events").Should().BeEquivalentTo(Enum.GetNames<SupervisorEventKind>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName));

    [Test]
    public async Task Every_method_of_the_table_exists_and_takes_the_parameters_it_shows()
    {
        await StartAsync();
        var client = await ConnectAsync();
        var methods = Rows("## Methods");
        methods.Should().HaveCount(10);
        foreach (var method in methods)
        {
            var (code, message) = await client.ErrorAsync(method, """{"?":1}""");
            code.Should().Be(-32602);
            if (message.Contains("it takes none", StringComparison.Ordinal))
                continue;
            foreach (var parameter in message[(message.LastIndexOf("it takes ", StringComparison.Ordinal) + 9)..].Split(", "))
                Page.Should().MatchRegex($"`\"?{parameter}\\b", $"{method} takes it");
        }
    }

    [Test]
    public void The_table_of_errors_has_every_code_and_no_other() =>
        Rows("## Errors").Should().BeEquivalentTo(typeof(ErrorCode).GetFields().Select(code => $"{code.GetRawConstantValue()}"));

    private static async Task<List<string>> AnswersAsync(RawClient client, string request)
    {
        var answers = new List<string>();
        if (request.StartsWith("> {", StringComparison.Ordinal) && !request.Contains("\"id\"", StringComparison.Ordinal))
            return answers;
        // With the answer to a start the two events of it come, once events were asked for.
        var expected = request.Contains("\"id\":4", StringComparison.Ordinal) ? 3 : 1;
        while (answers.Count < expected)
            answers.Add(Times().Replace(Pids().Replace((await client.LineAsync())!, "\"pid\":PID"), "TIME"));
        return answers;
    }

    private static List<string> Rows(string heading)
    {
        var section = Page[Page.IndexOf(heading, StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", StringComparison.Ordinal);
        return [.. Row().Matches(end < 0 ? section : section[..end]).Skip(1).Select(row => row.Groups[1].Value)];
    }

    private static string PagePath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/control.md");

    [GeneratedRegex(@"^```text\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Session();

    [GeneratedRegex(@"^\| `?([\w-]+)`? \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"pid\":\\d+")]
    private static partial Regex Pids();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Times();
}
