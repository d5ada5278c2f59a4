using System.Globalization;
using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A check as it is read, key by key: of its kinds exactly one may be given.</summary>
internal sealed class JsonCheck
{
    public const string Example = "{ \"tcp\": \"127.0.0.1:6379\" }";

    private const string Combine = "keep one, or write { \"all\": [ … ] } or { \"any\": [ … ] }";
    private const string DescriptorPrefix = "fd:";

    // What stands inside all and any.
    private static readonly JsonKeys<JsonCheck> Part = AddKinds(new JsonKeys<JsonCheck>(Example));

    private string? kind;

    public TimeSpan? Timeout { get; set; }

    public TimeSpan? Interval { get; set; }

    public int? Failures { get; set; }

    public static JsonKeys<JsonCheck> AddKinds(JsonKeys<JsonCheck> keys) => keys
        .Key("tcp", (draft, setting) => draft.Take(setting, Tcp(setting)))
        .Key("unix", (draft, setting) => draft.Take(setting, setting.NonEmptyText("\"/run/app.sock\"") is { } path ? new UnixCheck(path) : null))
        .Key("http", (draft, setting) => draft.Take(setting, Http(setting)))
        .Key("log", (draft, setting) => draft.Take(setting, Log(setting)))
        .Key("file", (draft, setting) => draft.Take(setting, setting.NonEmptyText("\"ready\"") is { } path ? new FileCheck(path) : null))
        .Key("exec", (draft, setting) => draft.Take(setting, JsonCommand.Read(setting, "[\"redis-cli\", \"ping\"]") is { } command ? new ExecCheck(command) : null))
        .Key("notify", (draft, setting) => draft.Take(setting, Notify(setting)))
        .Key("all", (draft, setting) => draft.Take(setting, Combined(setting, every: true)))
        .Key("any", (draft, setting) => draft.Take(setting, Combined(setting, every: false)));

    /// <summary>Null where there is none, or only a wrong one.</summary>
    public ReadyWhen? Check { get; private set; }

    /// <returns>The check; null where there is none or only a wrong one, which is noted.</returns>
    public ReadyWhen? OneOf(JsonSetting setting) => kind is null ? setting.Wrong<ReadyWhen>("has no check", $"write for example {Example}") : Check;

    private void Take(JsonSetting setting, ReadyWhen? read)
    {
        var given = setting.Name[(setting.Name.LastIndexOf('.') + 1)..];
        if (kind is not null)
            setting.Wrong<ReadyWhen>($"is a second check beside {kind}", Combine);
        (kind, Check) = (given, read);
    }

    private static TcpCheck? Tcp(JsonSetting setting)
    {
        if (setting.NonEmptyText(TcpCheck.Example) is not { } address)
            return null;
        return TcpCheck.Problem(address, out var check) is { } problem
            ? setting.Wrong<TcpCheck>($"is wrong: {problem}", $"write for example {TcpCheck.Example} or \"[::1]:6379\"")
            : check;
    }

    private static HttpCheck? Http(JsonSetting setting)
    {
        if (setting.NonEmptyText(HttpCheck.Example) is not { } url)
            return null;
        return HttpCheck.Problem(url, out var parsed) is { } problem
            ? setting.Wrong<HttpCheck>($"is wrong: {problem}", $"write for example {HttpCheck.Example}")
            : new HttpCheck(parsed!);
    }

    private static LogCheck? Log(JsonSetting setting)
    {
        const string example = "\"listening on\"";
        if (setting.NonEmptyText(example) is not { } pattern)
            return null;
        return LogCheck.Problem(pattern) is { } problem
            ? setting.Wrong<LogCheck>($"is wrong: {problem}", $"write for example {example}")
            : new LogCheck(pattern);
    }

    private static ReadyWhen? Notify(JsonSetting setting)
    {
        if (setting.Value.Kind == JsonValueKind.String)
        {
            if (setting.Value.Text == "systemd")
                return new SystemdCheck();
            if (setting.Value.Text.StartsWith(DescriptorPrefix, StringComparison.Ordinal)
                && int.TryParse(setting.Value.Text.AsSpan(DescriptorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= DescriptorCheck.Smallest and <= DescriptorCheck.Largest)
                return new DescriptorCheck(number);
        }
        return setting.Wrong<ReadyWhen>($"must be \"systemd\", or \"fd:3\" to \"fd:255\", not {setting.Value.Described}");
    }

    private static CombinedCheck? Combined(JsonSetting setting, bool every)
    {
        if (setting.Items($"[{Example}]")?.ToArray() is not { } items)
            return null;
        if (items.Length == 0)
            return setting.Wrong<CombinedCheck>("is empty", $"write for example [{Example}]");
        var parts = items.Select(ReadPart).ToArray();
        return parts.Contains(null) ? null : new CombinedCheck(every, parts!);
    }

    private static ReadyWhen? ReadPart(JsonSetting item)
    {
        var draft = new JsonCheck();
        Part.Read(item, draft);
        if (item.Value.Kind != JsonValueKind.Object || draft.OneOf(item) is not { } check)
            return null;
        return check is SystemdCheck or DescriptorCheck
            ? item.Wrong<ReadyWhen>("is a notification, which cannot be combined with other checks", "let it stand alone")
            : check;
    }
}
