using System.Globalization;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>A newline was written to the descriptor.</summary>
internal sealed class DescriptorProbe(DescriptorCheck check, NotifyPipe pipe) : Probe
{
    public override string Missing => string.Create(CultureInfo.InvariantCulture, $"it did not write a newline to descriptor {check.Number}");

    public override Task<string?> TryAsync(CancellationToken cancellationToken) => Task.FromResult(pipe.IsReady() ? null : Missing);
}
