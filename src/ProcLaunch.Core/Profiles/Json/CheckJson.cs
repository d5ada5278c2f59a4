using System.Globalization;
using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A check as it stands in <c>profile.json</c>: written for records, and read back by what reads profile.json.</summary>
internal static class CheckJson
{
    private static readonly JsonKeys<JsonCheck> Kinds = JsonCheck.AddKinds(new JsonKeys<JsonCheck>(JsonCheck.Example));

    /// <summary>Commands, which may hold secrets, and functions of an app are not written, nor what combines one with others.</summary>
    public static bool CanWrite(ReadyWhen check) => check switch
    {
        ExecCheck or DelegateCheck => false,
        CombinedCheck combined => combined.Checks.All(CanWrite),
        _ => true,
    };

    /// <exception cref="ArgumentException">It cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, ReadyWhen check)
    {
        json.WriteStartObject();
        switch (check)
        {
            case TcpCheck tcp:
                json.WriteString("tcp", tcp.Address);
                break;
            case UnixCheck unix:
                json.WriteString("unix", unix.Path);
                break;
            case HttpCheck http:
                json.WriteString("http", http.Url.OriginalString);
                break;
            case LogCheck log:
                json.WriteString("log", log.Pattern);
                break;
            case FileCheck file:
                json.WriteString("file", file.Path);
                break;
            case SystemdCheck:
                json.WriteString("notify", "systemd");
                break;
            case DescriptorCheck descriptor:
                json.WriteString("notify", string.Create(CultureInfo.InvariantCulture, $"fd:{descriptor.Number}"));
                break;
            case CombinedCheck combined:
                json.WriteStartArray(combined.Every ? "all" : "any");
                foreach (var part in combined.Checks)
                    Write(json, part);
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"a check of the kind {check.GetType().Name} cannot be written", nameof(check));
        }
        json.WriteEndObject();
    }

    /// <exception cref="JsonException">It is no check.</exception>
    public static ReadyWhen Read(ReadOnlySpan<byte> text)
    {
        var problems = new JsonProblems();
        var draft = new JsonCheck();
        if (JsonText.Read(text, problems) is { } value)
            Kinds.Read(new JsonSetting("", value, problems), draft);
        return problems.All.FirstOrDefault() is { } problem ? throw new JsonException(problem.ToString())
            : draft.Check ?? throw new JsonException("there is no check");
    }
}
