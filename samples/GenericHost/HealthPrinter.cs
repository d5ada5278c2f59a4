using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace GenericHost;

/// <summary>Writes to standard output what became of the health checks, each time it is something else.</summary>
internal sealed class HealthPrinter : IHealthCheckPublisher
{
    private string last = "";

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var words = string.Join(", ", report.Entries.Select(entry => $"{entry.Key} {entry.Value.Status} {entry.Value.Description}".TrimEnd()));
        if (words != last)
            Console.WriteLine($"health: {last = words}");
        return Task.CompletedTask;
    }
}
