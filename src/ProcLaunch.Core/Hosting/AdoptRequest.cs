using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

internal sealed record AdoptRequest(long Run, string Instance, ProfileDefinition Definition, ProfileRemains Remains)
{
    public string Profile => Definition.Name;
}
