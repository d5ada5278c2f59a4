using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>Something exists at a path.</summary>
internal sealed record FileCheck(string Path) : ReadyWhen
{
    internal override string Wanted => $"{Quoted.Sentence(Path)} exists";

    internal override void Write(Utf8JsonWriter json) => json.WriteString("file", Path);

    internal override ReadyWhen At(string directory) => this with { Path = AbsolutePath.Join(directory, Path) };

    public static string? Problem(string? path) => path switch
    {
        null or "" => "the path is empty",
        _ when path.Contains('\0') => "the path contains a NUL character",
        _ => null,
    };
}
