using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace ProcLaunch.Core.Tests.Architecture;

/// <summary>Folders are layers, and a <c>using</c> is a dependency: docs/architecture.md draws the picture.</summary>
[TestFixture]
public sealed partial class LayerTests
{
    private static readonly Dictionary<string, string[]> Below = new()
    {
        ["Profiles"] = [],
        ["Lifecycle"] = ["Profiles"],
        ["Posix"] = ["Profiles"],
        ["Hosting"] = ["Profiles", "Lifecycle", "Posix"],
        ["Probes"] = ["Profiles", "Lifecycle", "Posix"],
        ["Output"] = ["Profiles", "Posix"],
        ["Logging"] = ["Profiles", "Lifecycle", "Posix"],
        ["Runtime"] = ["Profiles", "Lifecycle", "Posix", "Hosting", "Probes", "Output", "Logging"],
        ["Control"] = ["Profiles", "Lifecycle", "Posix", "Hosting", "Logging", "Runtime"],
    };

    [TestCaseSource(nameof(Layers))]
    public void A_layer_uses_only_those_below_it(string layer)
    {
        var wrong = Sources(layer)
            .SelectMany(file => Used().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Layer: match.Groups[1].Value)))
            .Where(use => Below.ContainsKey(use.Layer) && use.Layer != layer && !Below[layer].Contains(use.Layer));

        wrong.Should().BeEmpty();
    }

    [Test]
    public void Every_folder_of_the_library_is_a_layer_with_a_place()
    {
        var folders = Directory.GetDirectories(Root()).Select(Path.GetFileName).Except(["bin", "obj", "Errors"]);

        folders.Should().BeEquivalentTo(Below.Keys);
    }

    [Test]
    public void The_rules_know_no_clock_no_file_and_no_thread()
    {
        var files = Sources("Lifecycle").Where(file => Outside().IsMatch(File.ReadAllText(file)));

        files.Should().BeEmpty();
    }

    [Test]
    public void Calls_into_the_C_library_are_declared_in_one_file()
    {
        var files = Directory.EnumerateFiles(Root(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Where(file => Imports().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        files.Should().Equal("Libc.cs");
    }

    private static IEnumerable<string> Layers() => Below.Keys;

    private static string[] Sources(string layer) => Directory.GetFiles(Path.Combine(Root(), layer), "*.cs", SearchOption.AllDirectories);

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/ProcLaunch.Core"));

    [GeneratedRegex(@"^using (?:static )?ProcLaunch\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Used();

    [GeneratedRegex(@"System\.IO|\bFile\.|\bDirectory\.|TimeProvider|DateTime\b|Thread|\block\b|Task\b|Random\.Shared")]
    private static partial Regex Outside();

    [GeneratedRegex("LibraryImport|DllImport")]
    private static partial Regex Imports();
}
