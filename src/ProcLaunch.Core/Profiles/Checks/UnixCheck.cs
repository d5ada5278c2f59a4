using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A connection to a Unix domain socket is accepted.</summary>
internal sealed record UnixCheck(string Path) : ReadyWhen
{
    internal override string Wanted => $"{Quoted.Sentence(Path)} accepts connections";

    internal override void Write(Utf8JsonWriter json) => json.WriteString("unix", Path);

    internal override ReadyWhen At(string directory) => this with { Path = AbsolutePath.Join(directory, Path) };
}
