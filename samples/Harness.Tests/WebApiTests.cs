using ProcLaunch;

namespace Harness.Tests;

// <webapi>
[CancelAfter(30_000)]
public sealed class WebApiTests
{
    private readonly Supervisor supervisor = new();
    private readonly HttpClient client = new();
    private ProfileHandle api = null!;

    [OneTimeSetUp]
    public async Task StartApi()
    {
        client.BaseAddress = new Uri($"http://127.0.0.1:{supervisor.Ports["api"]}");
        api = supervisor.Add(new ProfileDefinition("api")
        {
            Command = [Path.Combine(AppContext.BaseDirectory, "webapi"), "--urls", "http://127.0.0.1:${port:api}"],
            Ready = ReadyWhen.Http(new Uri(client.BaseAddress, "health")),
        });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await api.StartAsync(patience.Token);
    }

    [OneTimeTearDown]
    public async Task StopApi()
    {
        var pid = api.Info.Pid;
        client.Dispose();
        await supervisor.DisposeAsync();
        Assert.That(pid is null || !Directory.Exists($"/proc/{pid}"), "the service has ended");
    }

    [Test]
    public async Task It_counts_and_begins_anew_when_it_is_restarted(CancellationToken cancellationToken)
    {
        Assert.That(await CountAsync(cancellationToken), Is.EqualTo("1"));
        Assert.That(await CountAsync(cancellationToken), Is.EqualTo("2"));

        await api.RestartAsync(cancellationToken);

        Assert.That(await CountAsync(cancellationToken), Is.EqualTo("1"));
    }

    private async Task<string> CountAsync(CancellationToken cancellationToken)
    {
        using var answer = await client.PostAsync("count", null, cancellationToken);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken);
    }
}
// </webapi>
