using System.Globalization;
using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>The service writes a newline to a descriptor that it was started with.</summary>
internal sealed record DescriptorCheck(int Number) : ReadyWhen
{
    // Below are the standard streams; above it gets in the way of the limit of open files.
    public const int Smallest = 3;
    public const int Largest = 255;

    internal override string Wanted => string.Create(CultureInfo.InvariantCulture, $"it writes a newline to descriptor {Number}");

    internal override void Write(Utf8JsonWriter json) => json.WriteString("notify", string.Create(CultureInfo.InvariantCulture, $"fd:{Number}"));
}
