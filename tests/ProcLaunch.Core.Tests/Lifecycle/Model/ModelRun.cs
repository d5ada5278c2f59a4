using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Model;

/// <summary>The processes of one profile, as few as there can be.</summary>
internal sealed class ModelRun
{
    public long Number { get; set; }

    public string Instance { get; set; } = "";

    public ProfileDefinition Definition { get; set; } = null!;

    public bool IsDaemon => Definition?.Mode == ProfileMode.Daemon;

    /// <summary>It was asked for, and neither made nor refused.</summary>
    public bool InFlight { get; set; }

    /// <summary>The <c>run</c> of a daemon.</summary>
    public ProcessIdentity? Launcher { get; set; }

    public ProcessIdentity? Service { get; set; }

    /// <summary>What the service left behind, or a daemon that has not shown itself.</summary>
    public ProcessIdentity? Member { get; set; }

    /// <summary>The end of the service was told: the end of the rest is news.</summary>
    public bool EndWasTold { get; set; }

    public bool AwaitsReady { get; set; }

    public bool IsAlive => Launcher is not null || Service is not null || Member is not null;

    public void IsMade(ProcessIdentity process)
    {
        if (IsDaemon)
            Launcher = process;
        else
            Service = process;
    }

    public void Forget() => (InFlight, Launcher, Service, Member, EndWasTold, AwaitsReady) = (false, null, null, null, false, false);

    public override string ToString() =>
        $"{(InFlight ? "in flight " : "")}{(Launcher is null ? "" : "launcher ")}{(Service is null ? "" : "service ")}{(Member is null ? "" : "member ")}{(EndWasTold ? "told " : "")}{(AwaitsReady ? "awaits " : "")}";
}
