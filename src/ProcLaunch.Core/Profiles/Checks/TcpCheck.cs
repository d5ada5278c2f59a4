using System.Globalization;
using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A TCP connection is accepted.</summary>
/// <param name="Host">IPv6 addresses without brackets.</param>
internal sealed record TcpCheck(string Host, int Port) : ReadyWhen
{
    public const string Example = "\"127.0.0.1:6379\"";

    /// <summary>As written in profile.json.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':') ? $"[{Host}]" : Host)}:{Port}");

    internal override string Wanted => $"{Address} accepts connections";

    internal override void Write(Utf8JsonWriter json) => json.WriteString("tcp", Address);

    public static string? HostProblem(string? host) => host switch
    {
        null or "" => "the host is empty",
        _ when Uri.CheckHostName(host) == UriHostNameType.Unknown || host.StartsWith('[') => $"{Quoted.Text(host)} is no host name and no address",
        _ => null,
    };

    /// <returns>What is wrong with <c>HOST:PORT</c>, or null.</returns>
    public static string? Problem(string address, out TcpCheck? check)
    {
        check = null;
        var colon = address.LastIndexOf(':');
        if (colon < 0)
            return $"{Quoted.Text(address)} names no port";
        var host = address[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
            host = host[1..^1];
        else if (host.Contains(':'))
            return $"{Quoted.Text(address)} needs brackets around the IPv6 address";
        if (HostProblem(host) is { } problem)
            return problem;
        if (!int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > ushort.MaxValue)
            return $"{Quoted.Text(address[(colon + 1)..])} is no port from 1 to 65535";
        check = new TcpCheck(host, port);
        return null;
    }
}
