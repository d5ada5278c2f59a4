using Microsoft.Extensions.Diagnostics.HealthChecks;
using ProcLaunch;

namespace GenericHost;

// <health>
/// <summary>Healthy while every profile that shall run is running.</summary>
internal sealed class ProfilesHealthCheck(Supervisor supervisor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var down = supervisor.Profiles.Where(profile => profile is { Wanted: true, State: not ProfileState.Running }).ToList();
        var words = down.Select(profile => $"{profile.Name} is {profile.State}: {profile.Problem ?? "no problem known"}");
        return Task.FromResult(down.Count == 0 ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus, string.Join("; ", words)));
    }
}
// </health>
