namespace ProcLaunch.Runtime;

/// <summary>
/// Stops several profiles by hand, each when those of them that depend on it are gone; begins at once, and goes on whether or
/// not anybody waits for it.
/// </summary>
internal sealed class OrderedStop
{
    private readonly ProfileRequests orders;
    private readonly ILookup<string, string> dependents;
    private readonly Dictionary<string, Task<RequestOutcome>> stops = new(StringComparer.Ordinal);

    public OrderedStop(ProfileRequests orders, IReadOnlyList<ProfileInfo> profiles)
    {
        this.orders = orders;
        dependents = profiles.SelectMany(profile => profile.DependsOn.Select(name => (Name: name, Dependent: profile.Name)))
            .ToLookup(pair => pair.Name, pair => pair.Dependent, StringComparer.Ordinal);
        foreach (var profile in profiles)
            Begin(profile.Name);
    }

    /// <summary>Completes when everything is stopped.</summary>
    public Task All => Task.WhenAll(stops.Values);

    /// <summary>Completes when one of them is.</summary>
    public Task<RequestOutcome> Of(string name) => stops[name];

    /// <summary>Whether one of them depends on another.</summary>
    public static bool Matters(IReadOnlyList<ProfileInfo> profiles) =>
        profiles.Count > 1 && profiles.SelectMany(profile => profile.DependsOn).Intersect(profiles.Select(profile => profile.Name)).Any();

    private Task<RequestOutcome> Begin(string name)
    {
        if (stops.TryGetValue(name, out var begun))
            return begun;
        // Where a cycle leads back here there is nothing to wait for.
        stops[name] = Task.FromResult(RequestOutcome.NoSuchProfile);
        var before = dependents[name].Select(Begin).ToList();
        return stops[name] = StopAsync(name, before);
    }

    private async Task<RequestOutcome> StopAsync(string name, List<Task<RequestOutcome>> before)
    {
        await Task.WhenAll(before).ConfigureAwait(false);
        return await orders.StopAsync(name, wait: true, CancellationToken.None).ConfigureAwait(false);
    }
}
