using System.Text.Json;

namespace ProcLaunch.Profiles;

/// <summary>A GET request is answered with 2xx.</summary>
internal sealed record HttpCheck(Uri Url) : ReadyWhen
{
    public const string Example = "\"http://127.0.0.1:8080/health\"";

    internal override string Wanted => $"{Url.AbsoluteUri} answers with 2xx";

    internal override void Write(Utf8JsonWriter json) => json.WriteString("http", Url.OriginalString);

    /// <returns>What is wrong with the URL, or null.</returns>
    public static string? Problem(string? url, out Uri? parsed)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out parsed))
            return $"{Quoted.Text(url ?? "")} is no absolute URL";
        if (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps)
            return $"{Quoted.Text(url!)} does not begin with http:// or https://";
        // Not quoted: it holds a password, and this goes into the log.
        return parsed.UserInfo.Length > 0 ? "the URL must not contain a user or a password" : null;
    }
}
