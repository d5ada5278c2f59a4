using System.Security.Cryptography;
using System.Text;

namespace ProcLaunch.Hosting;

/// <summary>
/// The mark that every service carries in its environment, by which an instance is found again when no record tells its pid.
/// It names the profile through a keyed hash: a service knows its own mark and cannot make that of another.
/// </summary>
internal sealed class Marker(byte[] secret)
{
    public const string InstanceVariable = "PROCLAUNCH_INSTANCE";
    public const string ProfileVariable = "PROCLAUNCH_PROFILE";

    private const int InstanceBytes = 8;

    /// <summary>What all instances of one state directory begin with, hexadecimal: by it they are found without reading each.</summary>
    public string Family { get; } = Convert.ToHexStringLower(HMACSHA256.HashData(secret, "/family"u8).AsSpan(0, InstanceBytes));

    public string NewInstance() => Family + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(InstanceBytes));

    public string For(string profile, string instance) => $"{Tag(profile)}.{instance}";

    /// <summary>A first look, quick and never wrong about a «no».</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> environment) => environment.IndexOf("PROCLAUNCH_INSTANCE="u8) >= 0;

    /// <param name="environment">The NUL-separated text of <c>/proc/PID/environ</c>.</param>
    public (string Profile, string Instance)? Read(ReadOnlySpan<byte> environment)
    {
        if (Variable(environment, ProfileVariable) is not { } profile || Variable(environment, InstanceVariable) is not { } value)
            return null;
        var dot = value.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && value.AsSpan(0, dot).SequenceEqual(Tag(profile)) ? (profile, value[(dot + 1)..]) : null;
    }

    private string Tag(string profile) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(profile)).AsSpan(0, 16));

    /// <param name="environment">The NUL-separated text of <c>/proc/PID/environ</c>.</param>
    public static string? Variable(ReadOnlySpan<byte> environment, string name)
    {
        foreach (var range in environment.Split((byte)0))
        {
            var entry = environment[range];
            if (entry.Length > name.Length && entry[name.Length] == '=' && Ascii.Equals(entry[..name.Length], name))
                return Encoding.UTF8.GetString(entry[(name.Length + 1)..]);
        }
        return null;
    }
}
