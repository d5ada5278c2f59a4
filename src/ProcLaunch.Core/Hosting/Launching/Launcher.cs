using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting;

/// <summary>Makes processes, and holds each of them before anybody could reap it.</summary>
internal sealed class Launcher(HostServices host, IUserAccounts users)
{
    private const uint Root = 0;

    private readonly TrustedPath trust = new(new PosixFiles());
    private readonly Spawner spawner = new(host.Options.SoftOpenFiles);

    /// <exception cref="LaunchException">It cannot be executed; the message is the reason.</exception>
    public LaunchPlan PlanFor(ProfileDefinition definition, string instance)
    {
        var account = AccountOf(definition);
        var plan = LaunchPlan.For(host.Options.Ports?.Expand(definition) ?? definition, account, OwnEnvironment(), host.Marker.For(definition.Name, instance), Path.GetFullPath("."));
        // It was looked at when it was read; modes and owners above it can change without anything else.
        if (users.CurrentUid == Root && definition is { FromDirectory: true, Command: [['/', ..], ..] }
            && trust.Problem(plan.ProgramPath, account?.Uid ?? Root) is { } untrusted)
            throw new LaunchException($"refused because ProcLaunch runs as root and {untrusted}");
        if (!plan.IsDirect && ExecFailure.Foresee(plan, account) is { } problem)
            throw new LaunchException(problem);
        return plan;
    }

    /// <param name="born">Takes the process into its keeping, while nobody may reap it.</param>
    /// <exception cref="LaunchException">It could not be executed; the message is the reason.</exception>
    /// <exception cref="IOException">It could not be held, and was ended.</exception>
    public ProcessHandle Launch(LaunchPlan plan, string outputPath, Action<ProcessHandle> born)
    {
        host.Guardian?.Begin();
        try
        {
            lock (host.Births)
            {
                host.Options.Pass(CrashPoint.BeforeSpawn);
                var child = spawner.Spawn(plan, outputPath);
                host.Options.Pass(CrashPoint.BeforeHold);
                var process = Hold(child);
                born(process);
                return process;
            }
        }
        finally
        {
            // Who wanted to reap meanwhile was turned away.
            host.Orphans?.Reap();
        }
    }

    private ProcessHandle Hold(int child)
    {
        try
        {
            return ProcessHandle.OpenChild(child, host.Options);
        }
        catch (IOException)
        {
            // What cannot be held must not run. Nobody has waited for it: the pid is still its own.
            _ = Libc.kill(-child, Signal.Kill.Number);
            ChildStatus.Await(child);
            throw;
        }
    }

    private UserAccount? AccountOf(ProfileDefinition definition)
    {
        if (definition.User is not { } name || users.CurrentUid != Root)
            return null;
        // Looked up anew: it may have been removed since the definition was read, and must never become root by that.
        return users.Find(name) ?? throw new LaunchException($"there is no user {name}");
    }

    private Dictionary<string, string> OwnEnvironment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            var name = (string)entry.Key;
            if (host.Options.Environment == HostEnvironment.All || !TestHostVariables.Contain(name))
                environment[name] = (string?)entry.Value ?? "";
        }
        return environment;
    }
}
