using System.Globalization;
using System.Net.Sockets;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

internal sealed class HttpProbe(HttpCheck check, HttpMessageInvoker http) : Probe
{
    private readonly string url = Quoted.Sentence(check.Url.AbsoluteUri);

    public override string Missing => $"{url} did not answer";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, check.Url);
            using var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"{url} answered {(int)answer.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is SocketException refused
                ? ConnectFailure.Describe(url, check.Url.IdnHost, refused)
                : $"{url}: {Quoted.Sentence(e.GetBaseException().Message)}";
        }
    }
}
