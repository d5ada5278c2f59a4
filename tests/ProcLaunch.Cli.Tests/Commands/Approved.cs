using System.Runtime.CompilerServices;

namespace ProcLaunch.Cli.Tests.Commands;

/// <summary>Texts that a person has looked at. APPROVE=1 in the environment writes the new ones, to be looked at in the diff.</summary>
internal static class Approved
{
    /// <param name="name">A file beside this one, in Approved.</param>
    public static void Text(string name, string text, [CallerFilePath] string here = "") =>
        File(Path.Combine(Path.GetDirectoryName(here)!, "Approved", name), text);

    /// <param name="path">Relative to the root of the repository.</param>
    public static void InRepository(string path, string text, [CallerFilePath] string here = "") =>
        File(Path.Combine(Root(here), path), text);

    public static string Root([CallerFilePath] string here = "")
    {
        var directory = Path.GetDirectoryName(here)!;
        while (!System.IO.File.Exists(Path.Combine(directory, "ProcLaunch.sln")))
            directory = Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("the tests do not lie inside the repository");
        return directory;
    }

    private static void File(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            System.IO.File.WriteAllText(path, text);
        else if (!System.IO.File.Exists(path) || System.IO.File.ReadAllText(path) != text)
            Assert.Fail($"{path} is not what was approved (APPROVE=1 dotnet test rewrites it). It is:\n{text}");
    }
}
