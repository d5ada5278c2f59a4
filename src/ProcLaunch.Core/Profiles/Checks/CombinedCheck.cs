using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>All or any of several checks hold.</summary>
internal sealed record CombinedCheck(bool Every, IReadOnlyList<ReadyWhen> Checks) : ReadyWhen
{
    internal override string Wanted => string.Join(Every ? " and " : " or ", Checks.Select(check => check is CombinedCheck ? $"({check.Wanted})" : check.Wanted));

    internal override bool CanBeWritten => Checks.All(check => check.CanBeWritten);

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray(Every ? "all" : "any");
        foreach (var part in Checks)
            CheckJson.Write(json, part);
        json.WriteEndArray();
    }

    internal override IEnumerable<string> Programs => Checks.SelectMany(check => check.Programs);

    internal override ReadyWhen At(string directory) => this with { Checks = [.. Checks.Select(check => check.At(directory))] };

    public static string? Problem(IReadOnlyList<ReadyWhen> checks)
    {
        if (checks.Count == 0)
            return "there is no check";
        return checks.Any(check => check is SystemdCheck or DescriptorCheck) ? "a notification cannot be combined with other checks" : null;
    }

    public bool Equals(CombinedCheck? other) => other is not null && Every == other.Every && Checks.SequenceEqual(other.Checks);

    public override int GetHashCode() => Checks.Aggregate(Every.GetHashCode(), HashCode.Combine);
}
