using System.Globalization;
using System.Text.RegularExpressions;

namespace ProcLaunch;

/// <summary>
/// The ports of one supervisor by name: what <c>${port:NAME}</c> stands for in the arguments and the environment of its profiles. Leased
/// when first asked for, the same over restarts of services, given back when the supervisor ends.
/// </summary>
public sealed partial class PortTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, PortLease> leases = new(StringComparer.Ordinal);
    private bool ended;

    internal PortTable()
    {
    }

    /// <summary>The port of that name, from 1 to 65535.</summary>
    /// <param name="name">ASCII letters, digits and <c>. _ -</c>; any name will do, it need not be a profile's.</param>
    /// <exception cref="ArgumentException">The name is empty or has other characters in it.</exception>
    /// <exception cref="IOException">No port is free.</exception>
    /// <exception cref="ObjectDisposedException">The supervisor has ended.</exception>
    public int this[string name]
    {
        get
        {
            if (!Name().IsMatch(name))
                throw new ArgumentException($"'{name}' cannot name a port.", nameof(name));
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(ended, this);
                if (!leases.TryGetValue(name, out var lease))
                    leases[name] = lease = Ports.Lease();
                return lease.Port;
            }
        }
    }

    /// <summary>The text with its ports; <c>$${</c> becomes <c>${</c>, and all else stays as it is.</summary>
    internal string Expand(string text) => text.Contains("${", StringComparison.Ordinal) ? Reference().Replace(text, Expand) : text;

    internal ProfileDefinition Expand(ProfileDefinition definition) => definition with
    {
        Command = [.. definition.Command.Take(1), .. definition.Command.Skip(1).Select(Expand)],
        Environment = definition.Environment.ToDictionary(variable => variable.Key, variable => Expand(variable.Value)),
    };

    internal void GiveBack()
    {
        lock (gate)
        {
            ended = true;
            foreach (var lease in leases.Values)
                lease.Dispose();
            leases.Clear();
        }
    }

    private string Expand(Match reference) =>
        reference.Groups["name"] is { Success: true, Value: var name } ? this[name].ToString(CultureInfo.InvariantCulture) : "${";

    [GeneratedRegex(@"\$\$\{|\$\{port:(?<name>[A-Za-z0-9._-]+)\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^[A-Za-z0-9._-]+\z")]
    private static partial Regex Name();
}
