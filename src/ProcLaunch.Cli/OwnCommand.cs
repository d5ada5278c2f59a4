using System.Collections;

namespace ProcLaunch.Cli;

/// <summary>How this very program is executed again.</summary>
internal static class OwnCommand
{
    public static string Path { get; } = System.Environment.ProcessPath ?? throw new IOException("cannot find out which program this is");

    /// <summary>The whole argument vector; under the <c>dotnet</c> host our assembly comes before the arguments.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> arguments) =>
        System.IO.Path.GetFileNameWithoutExtension(Path) == "dotnet"
            ? [Path, System.IO.Path.Combine(AppContext.BaseDirectory, "proclaunch.dll"), .. arguments]
            : [Path, .. arguments];

    public static IReadOnlyList<string> Environment() =>
        [.. System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")];
}
