using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Probes;

namespace ProcLaunch.Hosting.Tests.Probes;

internal static class Attempt
{
    /// <summary>One attempt that may take as long as it likes.</summary>
    public static Task<string?> Once(Probe probe) => Within(probe, Eventually.Deadline);

    public static Task<string?> Within(Probe probe, TimeSpan limit) =>
        probe.AttemptAsync(limit, TimeProvider.System, CancellationToken.None).WaitAsync(Eventually.Deadline * 2);
}
