using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using ProcLaunch.Logging;

namespace ProcLaunch.Core.Tests.Documentation;

public sealed class LogRecordTests
{
    private const string Begin = "<!-- log records: printed by LogRecordTests, do not edit -->\n";
    private const string End = "<!-- end of log records -->\n";

    private static readonly LoggerMessageAttribute[] Records =
    [
        .. typeof(Sentences).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>().OrderBy(record => record.EventId),
    ];

    [Test]
    public void Each_record_has_an_event_id_of_its_own() => Records.Select(record => record.EventId).Should().OnlyHaveUniqueItems();

    /// <summary>APPROVE=1 in the environment writes the new table.</summary>
    [Test]
    public void The_page_on_embedding_lists_them()
    {
        var path = Repository.Path("docs/embedding.md");
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var to = text.IndexOf(End, StringComparison.Ordinal);
        to.Should().BeGreaterThan(from - 1, $"{path} marks where the table goes by \"{Begin.Trim()}\" and \"{End.Trim()}\"");
        var printed = "\n| id | level | message |\n|---|---|---|\n" + string.Concat(Records.Select(Row)) + "\n";

        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, text[..from] + printed + text[to..]);
        else
            text[from..to].Should().Be(printed, "(APPROVE=1 dotnet test rewrites it)");
    }

    private static string Row(LoggerMessageAttribute record) =>
        string.Create(CultureInfo.InvariantCulture, $"| {record.EventId} | {record.Level} | `{record.Message}` |\n");
}
