using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>
/// The shape of a check in a record. Commands, which may hold secrets, and functions of an app are not written: a check with
/// one in it is known again once the profile is read, or added, again.
/// </summary>
internal sealed class StoredCheck
{
    private const string Systemd = "systemd";

    public string Kind { get; set; } = "";
    public string? Text { get; set; }
    public int? Number { get; set; }
    public StoredCheck[]? Parts { get; set; }

    /// <returns>Null when there is none, or it cannot be written.</returns>
    public static StoredCheck? Of(ReadyWhen? check) => check switch
    {
        TcpCheck tcp => new StoredCheck { Kind = "tcp", Text = tcp.Host, Number = tcp.Port },
        UnixCheck unix => new StoredCheck { Kind = "unix", Text = unix.Path },
        HttpCheck http => new StoredCheck { Kind = "http", Text = http.Url.OriginalString },
        LogCheck log => new StoredCheck { Kind = "log", Text = log.Pattern },
        FileCheck file => new StoredCheck { Kind = "file", Text = file.Path },
        SystemdCheck => new StoredCheck { Kind = Systemd },
        DescriptorCheck descriptor => new StoredCheck { Kind = "fd", Number = descriptor.Number },
        CombinedCheck combined when combined.Checks.Select(Of).ToArray() is var parts && !parts.Contains(null) =>
            new StoredCheck { Kind = combined.Every ? "all" : "any", Parts = parts! },
        _ => null,
    };

    /// <exception cref="ArgumentException">It makes no sense.</exception>
    public ReadyWhen Restore() => Kind switch
    {
        "tcp" => ReadyWhen.Tcp(Text!, Number ?? 0),
        "unix" => ReadyWhen.Unix(Text!),
        "http" => ReadyWhen.Http(Text!),
        "log" => ReadyWhen.Log(Text!),
        "file" => ReadyWhen.File(Text!),
        Systemd => ReadyWhen.SystemdNotify,
        "fd" => ReadyWhen.NotifyDescriptor(Number ?? 0),
        "all" => ReadyWhen.All([.. Parts!.Select(part => part.Restore())]),
        "any" => ReadyWhen.Any([.. Parts!.Select(part => part.Restore())]),
        _ => throw new ArgumentException($"there is no check {Kind}"),
    };
}
