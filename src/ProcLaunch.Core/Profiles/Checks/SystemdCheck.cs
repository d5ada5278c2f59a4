using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>The service says so itself by sd_notify(3).</summary>
internal sealed record SystemdCheck : ReadyWhen
{
    internal override string Wanted => "it sends READY=1 to NOTIFY_SOCKET";

    internal override void Write(Utf8JsonWriter json) => json.WriteString("notify", "systemd");
}
