namespace ProcLaunch.Lifecycle;

/// <summary>Who depends on whom: what is wrong with it, who waits for what, and who is to be looked at again when one changes.</summary>
internal sealed class DependencyOrder(IReadOnlyDictionary<string, Profile> profiles)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, DependencyCondition>> edges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> dependents = new(StringComparer.Ordinal);
    private readonly HashSet<string> there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProfileProblem> problems = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by profile: names that no profile has, and cycles.</summary>
    public IReadOnlyDictionary<string, ProfileProblem> Problems => problems;

    /// <summary>Another number whenever a profile came, went, or depends on others than before.</summary>
    public long Version { get; private set; }

    /// <summary>Those that name a profile as one they depend on.</summary>
    public IReadOnlyList<string> DependentsOf(string name) => dependents.TryGetValue(name, out var those) ? those : [];

    public IEnumerable<string> DependenciesOf(string name) => edges.TryGetValue(name, out var those) ? those.Keys : [];

    /// <summary>To be called when a profile was added, changed or removed.</summary>
    /// <returns>True when something else is wrong than before.</returns>
    public bool Update(string name)
    {
        var isThere = profiles.TryGetValue(name, out var profile) && profile.Want != Want.Gone;
        var now = isThere && profile!.Definition is { DependsOn.Count: > 0 } definition ? definition.DependsOn : null;
        var before = edges.GetValueOrDefault(name);
        var cameOrWent = isThere ? there.Add(name) : there.Remove(name);
        var isSame = AreSame(before, now);
        if (cameOrWent || !isSame)
            Version++;
        if (isSame)
            return cameOrWent && dependents.ContainsKey(name) && Judge();
        if (now is null)
            edges.Remove(name);
        else
            edges[name] = now;
        dependents.Clear();
        foreach (var (dependent, dependencies) in edges)
        {
            foreach (var dependency in dependencies.Keys)
            {
                if (!dependents.TryGetValue(dependency, out var those))
                    dependents[dependency] = those = [];
                those.Add(dependent);
            }
        }
        return Judge();
    }

    /// <summary>What a profile still waits for; null when nothing holds it back.</summary>
    public DependencyWait? WaitingOf(Profile profile) => UnmetBy(profile).FirstOrDefault() is { } dependency
        ? new DependencyWait(dependency.Name, edges[profile.Name][dependency.Name], dependency.State, dependency.Record.StopDue, IsHopeless(dependency))
        : null;

    /// <summary>Those it depends on that are not yet as it needs them.</summary>
    public IEnumerable<Profile> UnmetBy(Profile profile)
    {
        if (!edges.TryGetValue(profile.Name, out var dependencies))
            yield break;
        foreach (var (name, condition) in dependencies)
        {
            if (profiles.TryGetValue(name, out var dependency) && dependency.Want != Want.Gone && !IsMet(dependency, condition))
                yield return dependency;
        }
    }

    /// <summary>Nothing that depends on it and is to be stopped too is left. Whoever is in a cycle waits for nobody.</summary>
    /// <param name="ending">Everything is to be stopped.</param>
    public bool IsFreeToStop(Profile profile, bool ending)
    {
        if (problems.ContainsKey(profile.Name))
            return true;
        foreach (var name in DependentsOf(profile.Name))
        {
            if (profiles.TryGetValue(name, out var dependent) && dependent.State != ProfileState.Stopped && (ending || dependent.Record.StopDue) && !problems.ContainsKey(name))
                return false;
        }
        return true;
    }

    /// <summary>What is about to be stopped meets no condition any more: whoever starts by it would lose it at once.</summary>
    private static bool IsMet(Profile dependency, DependencyCondition condition) => !dependency.Record.StopDue && condition switch
    {
        // What has done its work and is not wanted any more was started, too.
        DependencyCondition.Started => dependency is { State: ProfileState.Running } or { State: ProfileState.Starting, Run.Launched: not null }
            || (!dependency.IsWanted && IsCompleted(dependency)),
        DependencyCondition.Ready => dependency.State == ProfileState.Running,
        _ => IsCompleted(dependency),
    };

    /// <summary>It ended by itself: one that was told to end may exit with 0 half-way.</summary>
    private static bool IsCompleted(Profile dependency) =>
        dependency is { State: ProfileState.Stopped, Record: { LastExit.Status.IsSuccess: true, Failure: null } } and not { Want: Want.Down, Record.ByHand: true };

    /// <summary>It will not come by itself.</summary>
    private bool IsHopeless(Profile dependency) => dependency.State == ProfileState.Stopped
        && (!dependency.IsWanted || !dependency.Startable || problems.ContainsKey(dependency.Name) || dependency.Waiting is { Hopeless: true });

    /// <summary>What would be wrong with a profile that depended on these; null when nothing would be.</summary>
    public ProfileProblem? ProblemOf(string name, IReadOnlyDictionary<string, DependencyCondition> dependencies)
    {
        var unknown = dependencies.Keys.Where(dependency => !there.Contains(dependency)).ToList();
        if (unknown.Count > 0)
            return new ProfileProblem("dependsOn", $"there is no profile {string.Join(", ", unknown)}", "add it, or take it out of dependsOn");
        return CycleFrom(name, dependencies.Keys) is { } cycle
            ? new ProfileProblem("dependsOn", $"it waits for itself: {string.Join(" → ", cycle)}", "take one of these dependencies out")
            : null;
    }

    private static bool AreSame(IReadOnlyDictionary<string, DependencyCondition>? before, IReadOnlyDictionary<string, DependencyCondition>? now) =>
        ReferenceEquals(before, now)
        || (before is not null && before.Count == now?.Count && before.All(pair => now.TryGetValue(pair.Key, out var condition) && condition == pair.Value));

    private bool Judge()
    {
        var before = problems.ToArray();
        problems.Clear();
        var tangled = Tangled();
        foreach (var (name, dependencies) in edges)
        {
            if ((tangled.Contains(name) || !dependencies.Keys.All(there.Contains)) && ProblemOf(name, dependencies) is { } problem)
                problems[name] = problem;
        }
        return !before.SequenceEqual(problems);
    }

    /// <summary>Those from whom a way leads into a cycle: only from them are the ways walked, or a thousand profiles would take seconds.</summary>
    private HashSet<string> Tangled()
    {
        var open = edges.ToDictionary(pair => pair.Key, pair => pair.Value.Keys.Count(edges.ContainsKey));
        var free = new Queue<string>(open.Where(pair => pair.Value == 0).Select(pair => pair.Key));
        while (free.TryDequeue(out var name))
        {
            open.Remove(name);
            foreach (var dependent in DependentsOf(name))
            {
                if (--open[dependent] == 0)
                    free.Enqueue(dependent);
            }
        }
        return [.. open.Keys];
    }

    /// <returns>The shortest way from a profile back to itself; null when there is none.</returns>
    private List<string>? CycleFrom(string start, IEnumerable<string> first)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var name))
        {
            foreach (var dependency in name == start ? first : DependenciesOf(name))
            {
                if (dependency == start)
                    return Way(start, name, cameFrom);
                if (cameFrom.TryAdd(dependency, name))
                    next.Enqueue(dependency);
            }
        }
        return null;
    }

    private static List<string> Way(string start, string last, Dictionary<string, string> cameFrom)
    {
        List<string> way = [start];
        for (var name = last; name != start; name = cameFrom[name])
            way.Insert(0, name);
        way.Insert(0, start);
        return way;
    }
}
