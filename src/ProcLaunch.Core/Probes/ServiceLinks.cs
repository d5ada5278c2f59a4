namespace ProcLaunch.Probes;

/// <summary>What a service must be started with to be able to tell of itself.</summary>
/// <param name="Variables">Set in its environment.</param>
/// <param name="Descriptor">The descriptor that it writes to; null for none.</param>
/// <param name="Pipe">The named pipe to be opened as that descriptor, for reading and writing.</param>
internal sealed record ServiceLinks(IReadOnlyDictionary<string, string> Variables, int? Descriptor, string? Pipe)
{
    public static readonly ServiceLinks None = new(new Dictionary<string, string>(), null, null);
}
