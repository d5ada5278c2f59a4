using System.Net;
using System.Net.Sockets;
using System.Text;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Probes;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>http, with real connections to a server that says just what a test wants.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HttpProbeTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpMessageInvoker http = HttpProbeClient.Open();

    public HttpProbeTests() => listener.Start();

    private string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/health";

    [TestCase("200 OK")]
    [TestCase("204 No Content")]
    public async Task It_is_ready_when_the_answer_is_2xx(string status)
    {
        var server = AnswerAsync(status);

        (await Attempt.Once(Probe())).Should().BeNull();
        (await server).Should().StartWith("GET /health HTTP/1.1\r\n").And.NotContain("traceparent").And.NotContain("Cookie");
    }

    [TestCase("503 Service Unavailable", "503")]
    [TestCase("404 Not Found", "404")]
    [TestCase("302 Found\r\nLocation: /login", "302")]
    [TestCase("401 Unauthorized\r\nWWW-Authenticate: Basic", "401")]
    public async Task Any_other_answer_is_the_reason(string status, string code)
    {
        var server = AnswerAsync(status);

        (await Attempt.Once(Probe())).Should().Be($"{Url} answered {code}");
        await server;
    }

    [Test]
    public async Task Each_attempt_has_a_connection_of_its_own()
    {
        using var probe = Probe();
        for (var round = 0; round < 2; round++)
        {
            var server = AnswerAsync("200 OK\r\nSet-Cookie: a=b");
            (await Attempt.Once(probe)).Should().BeNull();
            (await server).Should().NotContain("a=b");
        }
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_given_up() =>
        (await Attempt.Within(Probe(), TimeSpan.FromMilliseconds(50))).Should().Be($"{Url} did not answer within 50ms");

    [Test]
    public async Task What_is_no_answer_is_a_reason()
    {
        var server = AnswerAsync("", "SSH-2.0-nothing\r\n");

        (await Attempt.Once(Probe())).Should().StartWith($"{Url}: ");
        await server;
    }

    [Test]
    public async Task Where_nobody_listens_the_connection_is_refused()
    {
        var url = Url;
        listener.Stop();

        (await Attempt.Once(new HttpProbe(new HttpCheck(new Uri(url)), http))).Should().Be($"{url} refused the connection");
    }

    public void Dispose()
    {
        http.Dispose();
        listener.Dispose();
    }

    private HttpProbe Probe() => new(new HttpCheck(new Uri(Url)), http);

    private async Task<string> AnswerAsync(string status, string? instead = null)
    {
        using var client = await listener.AcceptSocketAsync().WaitAsync(Eventually.Deadline);
        var request = new byte[4096];
        var length = 0;
        while (!Encoding.ASCII.GetString(request, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
            length += await client.ReceiveAsync(request.AsMemory(length)).AsTask().WaitAsync(Eventually.Deadline);
        await client.SendAsync(Encoding.ASCII.GetBytes(instead ?? $"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n"));
        return Encoding.ASCII.GetString(request, 0, length);
    }
}
