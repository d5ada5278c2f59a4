using System.Text.RegularExpressions;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

/// <summary>Reads on where the attempt before stopped; a line that matched once counts for good.</summary>
internal sealed class LogProbe(LogCheck check, Func<IRunOutput> open) : Probe
{
    private readonly Regex pattern = LogCheck.Compile(check.Pattern);
    private IRunOutput? output;
    private bool found;

    public override string Missing => $"no line of its output matched {Quoted.Text(check.Pattern)}";

    public override Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        output ??= open();
        while (!found && output.Next() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            found = pattern.IsMatch(line);
        }
        return Task.FromResult(found ? null : Missing);
    }

    public override void Dispose() => output?.Dispose();
}
