using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using ProcLaunch;

namespace GenericHost;

// <service>
/// <summary>Starts redis with the host, stops it with the host, and ends the host when redis has ended for good.</summary>
internal sealed class SupervisedServices(Supervisor supervisor, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var port = configuration.GetValue("port", 6379);
        // <redis>
        var redis = supervisor.Add(new ProfileDefinition("redis")
        {
            Command = ["redis-server", "--port", $"{port}", "--save", ""],
            Ready = ReadyWhen.Tcp("127.0.0.1", port),
            StartTimeout = TimeSpan.FromSeconds(30),
            Health = new HealthCheck(ReadyWhen.Exec("redis-cli", "-p", $"{port}", "ping")) { Interval = TimeSpan.FromSeconds(10) },
            Restart = RestartPolicy.Always with { MaxRestarts = 5 },
            Essential = true,
        });
        // </redis>
        await redis.StartAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Environment.ExitCode = await supervisor.EssentialEnded.WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await supervisor.StopAllAsync(cancellationToken);
    }
}
// </service>
