namespace ProcLaunch.Core.Tests.Documentation;

public sealed class SnippetTests
{
    private static IEnumerable<string> Pages => Directory.GetFiles(Repository.Path("docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal).Prepend("README.md");

    /// <summary>APPROVE=1 in the environment copies the samples into the page.</summary>
    [TestCaseSource(nameof(Pages))]
    public void The_code_of_a_page_is_that_of_compiled_samples(string page)
    {
        // From the end, so that what is replaced moves nothing that is still to come.
        foreach (var snippet in Snippet.In(page).Reverse())
        {
            snippet.File.Should().NotBeEmpty($"a comment before the block says where it is compiled: <!-- samples/FILE: REGION -->, in {snippet}");
            if (Environment.GetEnvironmentVariable("APPROVE") == "1")
                Replace(snippet);
            else
                snippet.Code.Should().Be(snippet.Compiled(), $"{snippet} (APPROVE=1 dotnet test copies it)");
        }
    }

    [TestCase("README.md")]
    [TestCase("docs/embedding.md")]
    [TestCase("docs/testing.md")]
    [TestCase("docs/dependencies.md")]
    public void There_is_code_in_the_pages_for_developers(string page) => Snippet.In(page).Should().NotBeEmpty();

    private static void Replace(Snippet snippet)
    {
        var path = Repository.Path(snippet.Page);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text[..snippet.At] + snippet.Compiled() + text[(snippet.At + snippet.Code.Length)..]);
    }
}
