using System.Globalization;

namespace ProcLaunch.Cli;

/// <summary>
/// What the process that prepares hands to the one that supervises, as the value of a hidden option. It cannot be the
/// environment: services inherit that.
/// </summary>
/// <param name="SoftOpenFiles">The caller's soft limit of open files; null when it could not be found out.</param>
/// <param name="ReadyDescriptor">Where to say that the daemon is ready, or why not; null in the foreground.</param>
internal sealed record Prepared(ulong? SoftOpenFiles, int? ReadyDescriptor)
{
    public const string Option = "--prepared";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Option}={SoftOpenFiles},{ReadyDescriptor}");

    public static Prepared? Parse(string? value)
    {
        if (value?.Split(',') is not [var limit, var ready])
            return null;
        return new Prepared(
            ulong.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var soft) ? soft : null,
            int.TryParse(ready, NumberStyles.None, CultureInfo.InvariantCulture, out var fd) ? fd : null);
    }
}
