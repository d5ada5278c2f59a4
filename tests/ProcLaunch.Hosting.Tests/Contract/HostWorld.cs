using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Contract;

/// <summary>A host and the surroundings in which its contract is tested.</summary>
internal abstract class HostWorld : IDisposable
{
    private long lastRun;

    public abstract IProcessHost Host { get; }

    public EventLog Events { get; } = new();

    public abstract ProfileDefinition Program(string name, ProgramKind kind);

    public abstract bool IsAlive(int pid);

    /// <summary>Ends one process from outside.</summary>
    public abstract void Kill(int pid);

    /// <summary>Lets a program go on that waits; only for kinds that do.</summary>
    public abstract Task LetGo(string name);

    /// <summary>Completes when the program does what its kind says.</summary>
    public abstract Task WhenReady(string name);

    /// <summary>The process that the program of this name leaves behind.</summary>
    public abstract Task<int> MemberOf(string name);

    /// <summary>A process that was not launched by the host.</summary>
    public abstract Task<ProcessIdentity> StartStranger();

    public abstract void WritePidFile(string name, string content);

    public abstract string? PidFileOf(string name);

    public long Launch(string name, ProgramKind kind)
    {
        var run = ++lastRun;
        Host.Launch(new LaunchRequest(run, Guid.NewGuid().ToString("N"), Program(name, kind), "/dev/null"));
        return run;
    }

    public long Adopt(string name, ProfileRemains remains)
    {
        var run = ++lastRun;
        Host.Adopt(new AdoptRequest(run, Guid.NewGuid().ToString("N"), Program(name, ProgramKind.Stays), remains));
        return run;
    }

    public Task WhenDead(int pid) => Eventually.Holds(() => !IsAlive(pid), $"pid {pid} ended");

    public abstract void Dispose();
}
