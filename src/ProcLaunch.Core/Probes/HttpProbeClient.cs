using System.Net.Sockets;

namespace ProcLaunch.Probes;

/// <summary>How all HTTP checks ask: each over a connection of its own, so that every answer is of the server that runs now.</summary>
internal static class HttpProbeClient
{
    public static HttpMessageInvoker Open() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // Nobody's trace: the host program did not ask.
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellationToken) => new NetworkStream(
            await Connection.OpenAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false), ownsSocket: true),
    });
}
