using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>The keys of <c>restart</c>, which can also be just the policy.</summary>
internal static class JsonRestartKeys
{
    private static readonly JsonKeys<Draft> All = new JsonKeys<Draft>("\"on-failure\" or { \"policy\": \"on-failure\", \"maxDelay\": \"30s\" }")
        .Key("policy", (draft, setting) => draft.Change(setting.Word(Modes), (policy, mode) => policy with { Mode = mode }))
        .Key("initialDelay", (draft, setting) => draft.Change(setting.Duration(zeroAllowed: true), (policy, delay) => policy with { InitialDelay = delay }))
        .Key("maxDelay", (draft, setting) => draft.Change(setting.Duration(zeroAllowed: true), (policy, delay) => policy with { MaxDelay = delay }))
        .Key("stableAfter", (draft, setting) => draft.Change(setting.Duration(), (policy, time) => policy with { StableAfter = time }))
        .Key("maxRestarts", (draft, setting) => draft.Change(setting.WholeNumber(1), (policy, count) => policy with { MaxRestarts = count }))
        .Key("window", (draft, setting) => draft.Change(setting.Duration(), (policy, time) => policy with { Window = time }));

    public static IEnumerable<string> Known => All.Known;

    private static ReadOnlySpan<(string, RestartMode)> Modes =>
        new[] { ("always", RestartMode.Always), ("on-failure", RestartMode.OnFailure), ("never", RestartMode.Never) };

    public static RestartPolicy Read(JsonSetting setting)
    {
        var draft = new Draft();
        if (setting.Value.Kind == JsonValueKind.String)
            draft.Change(setting.Word(Modes), (policy, mode) => policy with { Mode = mode });
        else
            All.Read(setting, draft);
        return draft.Policy;
    }

    private sealed class Draft
    {
        public RestartPolicy Policy { get; private set; } = RestartPolicy.Always;

        public void Change<T>(T? value, Func<RestartPolicy, T, RestartPolicy> change)
            where T : struct
        {
            if (value is { } given)
                Policy = change(Policy, given);
        }
    }
}
