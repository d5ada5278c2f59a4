using ProcLaunch.Lifecycle;
using ProcLaunch.Profiles;

namespace ProcLaunch.Probes;

internal sealed class ExecProbe(IReadOnlyList<string> command, Func<IReadOnlyList<string>, CancellationToken, Task<ExitStatus>> execute) : Probe
{
    private readonly string name = Quoted.Sentence(string.Join(' ', command));

    public override string Missing => $"{name} did not end";

    public override async Task<string?> TryAsync(CancellationToken cancellationToken)
    {
        var status = await execute(command, cancellationToken).ConfigureAwait(false);
        return status.IsSuccess ? null : $"{name} ended with {DisplayText.Of(status)}";
    }
}
