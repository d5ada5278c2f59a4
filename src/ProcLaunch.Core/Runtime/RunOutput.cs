using ProcLaunch.Output;
using ProcLaunch.Probes;

namespace ProcLaunch.Runtime;

/// <inheritdoc cref="IRunOutput"/>
internal sealed class RunOutput(RunLines lines) : IRunOutput
{
    public string? Next() => lines.Next();

    public void Dispose() => lines.Dispose();
}
