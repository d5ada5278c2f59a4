namespace ProcLaunch.Lifecycle;

/// <summary>Who depends on whom: what is wrong with it, who waits for what, and who is to be looked at again when one changes.</summary>
internal sealed class StartOrder(IReadOnlyDictionary<string, Profile> profiles)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, DependencyCondition>> edges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> dependents = new(StringComparer.Ordinal);
    private readonly HashSet<string> there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProfileProblem> problems = new(StringComparer.Ordinal);

    /// <summary>What is wrong, by profile: names that no profile has, and cycles.</summary>
    public IReadOnlyDictionary<string, ProfileProblem> Problems => problems;

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
        if (ReferenceEquals(before, now))
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
    public Waiting? WaitingOf(Profile profile)
    {
        if (!edges.TryGetValue(profile.Name, out var dependencies))
            return null;
        foreach (var (name, condition) in dependencies)
        {
            if (profiles.TryGetValue(name, out var dependency) && dependency.Want != Want.Gone && !IsMet(dependency, condition))
                return new Waiting(name, condition, dependency.State, IsHopeless(dependency));
        }
        return null;
    }

    /// <summary>Nothing that depends on it is left. Whoever is in a cycle waits for nobody.</summary>
    public bool IsFreeToStop(Profile profile) => problems.ContainsKey(profile.Name)
        || DependentsOf(profile.Name).All(name => problems.ContainsKey(name) || !profiles.TryGetValue(name, out var dependent) || dependent.State == ProfileState.Stopped);

    private static bool IsMet(Profile dependency, DependencyCondition condition) => condition switch
    {
        DependencyCondition.Started => dependency is { State: ProfileState.Running } or { State: ProfileState.Starting, Run.Launched: not null },
        DependencyCondition.Ready => dependency.State == ProfileState.Running,
        _ => dependency is { State: ProfileState.Stopped, LastExit.Status.IsSuccess: true, Failure: null },
    };

    /// <summary>It will not come by itself.</summary>
    private bool IsHopeless(Profile dependency) => dependency.State == ProfileState.Stopped
        && (dependency.Want != Want.Up || !dependency.Startable || problems.ContainsKey(dependency.Name) || dependency.Waiting is { Hopeless: true });

    private bool Judge()
    {
        var before = problems.ToArray();
        problems.Clear();
        foreach (var (name, dependencies) in edges)
        {
            var unknown = dependencies.Keys.Where(dependency => !there.Contains(dependency)).ToList();
            if (unknown.Count > 0)
                problems[name] = new ProfileProblem("dependsOn", $"there is no profile {string.Join(", ", unknown)}", "add it, or take it out of dependsOn");
            else if (CycleFrom(name) is { } cycle)
                problems[name] = new ProfileProblem("dependsOn", $"it waits for itself: {string.Join(" → ", cycle)}", "take one of these dependencies out");
        }
        return !before.SequenceEqual(problems);
    }

    /// <returns>The shortest way from a profile back to itself; null when there is none.</returns>
    private List<string>? CycleFrom(string start)
    {
        var cameFrom = new Dictionary<string, string>(StringComparer.Ordinal);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var name))
        {
            foreach (var dependency in DependenciesOf(name))
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
