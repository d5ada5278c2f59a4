using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

internal sealed record AdoptOrder(long Run, string Instance, ProfileDefinition Definition, ProfileRemains Remains)
{
    public string Profile => Definition.Name;
}
