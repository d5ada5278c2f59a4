namespace ProcLaunch.Profiles;

/// <summary><c>dependsOn</c>: names of other profiles, and what is waited for in each.</summary>
internal static class JsonDependencies
{
    private const string Example = "{ \"database\": \"ready\" }";

    private static ReadOnlySpan<(string, DependencyCondition)> Conditions =>
        new[] { ("started", DependencyCondition.Started), ("ready", DependencyCondition.Ready), ("completed", DependencyCondition.Completed) };

    public static IReadOnlyDictionary<string, DependencyCondition> Read(JsonSetting setting)
    {
        var dependencies = new Dictionary<string, DependencyCondition>(StringComparer.Ordinal);
        foreach (var member in setting.Members(Example) ?? [])
        {
            var child = setting.Child(member);
            if (ProfileName.Problem(member.Name) is { } problem)
                setting.Problems.Add(member.Place, $"{Quoted.Text(member.Name)} in {setting.Name} cannot name a profile: {problem}", "write the name of another profile");
            else if (child.Word(Conditions) is { } condition)
                dependencies[member.Name] = condition;
        }
        return dependencies;
    }
}
