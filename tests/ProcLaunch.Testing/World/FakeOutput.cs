using ProcLaunch.Output;

namespace ProcLaunch.Testing;

/// <summary>The output of services that write nothing.</summary>
internal sealed class FakeOutput : IServiceOutput
{
    public string PipePath(string name) => $"/pipe/{name}";

    public void Open(string name, uint? owner, LogSettings settings)
    {
    }

    public void Resume(string name, LogSettings settings)
    {
    }

    public IReadOnlyList<string> TailOfRun(string name, int maxLines) => [];

    public void Forget(string name)
    {
    }
}
