using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>Settings that can be given by a file of their own and in profile.json; nobody can say which of the two is meant.</summary>
internal static class ProfileConflicts
{
    private static readonly (string File, string[] Key)[] SameSetting =
    [
        (TableFile.Run, ["command"]),
        (TableFile.User, ["user"]),
        (TableFile.Restart, ["restart", "policy"]),
        (TableFile.StopSignal, ["stop", "signal"]),
    ];

    public static void Note(ProfileLook look, JsonValue json, JsonProblems problems)
    {
        foreach (var (file, key) in SameSetting)
        {
            if (!look[file].Absent && Given(json, key) is { } member)
                problems.Add(member.Place, $"{string.Join('.', key)} is also given by the file {file}", "keep one of the two");
        }
    }

    private static JsonMember? Given(JsonValue json, string[] key) =>
        // "restart": "always" is short for "restart": {"policy": "always"}.
        json.Find(key) ?? (key is ["restart", _] && json.Find(key[0]) is { Value.Kind: JsonValueKind.String } policy ? policy : null);
}
