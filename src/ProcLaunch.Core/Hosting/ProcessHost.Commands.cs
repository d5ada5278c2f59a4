using System.Collections.Concurrent;
using ProcLaunch.Lifecycle;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

// Programs that are executed beside a service, as it is, and end soon: those of checks.
internal sealed partial class ProcessHost
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(1);

    // By pid, which is the number of their group too.
    private readonly ConcurrentDictionary<int, ProcessHandle> commands = [];

    /// <summary>
    /// Executes a program as a service is executed, in a session of its own, and completes when it has ended; what it leaves in
    /// its group is killed. Cancelled, it is killed with its group.
    /// </summary>
    /// <param name="number">The run whose marker it carries.</param>
    /// <exception cref="LaunchException">It could not be executed; the message is the reason.</exception>
    public async Task<ExitStatus> ExecuteAsync(long number, ProfileDefinition definition, string outputPath, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!runs.TryGetValue(number, out var run))
            throw new LaunchException("its service is not there any more");
        var ended = new TaskCompletionSource<ExitStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Begin(PlanFor(definition, run.Instance), outputPath, ended);
        using var killing = cancellationToken.Register(() => Kill(process));
        try
        {
            return await ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A killed one ends at once, unless it hangs in the kernel: then its end is taken note of later.
            await ((Task)ended.Task).WaitAsync(KillPatience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    /// <returns>The living process, when it is one of the run: of its group, or carrying its marker. Else null.</returns>
    public ProcessIdentity? MemberOf(long number, int pid)
    {
        if (!runs.TryGetValue(number, out var run) || ProcessStat.Of(pid) is not { IsDead: false } stat)
            return null;
        lock (run.Gate)
        {
            if (run.Holds(stat.Identity) || IsInItsGroup(run, stat.Group))
                return stat.Identity;
        }
        var mark = marker.Read(ProcessTable.EnvironmentOf(pid));
        return mark == (run.Profile, run.Instance) && ProcessTable.IsAlive(stat.Identity) ? stat.Identity : null;
    }

    private ProcessHandle Begin(LaunchPlan plan, string outputPath, TaskCompletionSource<ExitStatus> ended)
    {
        guardian?.Begin();
        try
        {
            lock (births)
            {
                var process = Hold(spawner.Spawn(plan, outputPath));
                commands[process.Identity.Pid] = process;
                exits.Watch(process, () => OnCommandExit(process, ended));
                return process;
            }
        }
        finally
        {
            // Who wanted to reap meanwhile was turned away.
            orphans?.Reap();
        }
    }

    private void OnCommandExit(ProcessHandle process, TaskCompletionSource<ExitStatus> ended)
    {
        lock (process)
        {
            if (process.ExitSeen)
                return;
            exits.Unwatch(process);
            // Before it is reaped: until then its number names no other group.
            new ProcessGroup(process, options).Send(Signal.Kill);
            process.ExitSeen = true;
            ended.SetResult(ChildStatus.Take(process));
            process.Dispose();
        }
        commands.TryRemove(process.Identity.Pid, out _);
        orphans?.Reap();
    }

    private void Kill(ProcessHandle process)
    {
        lock (process)
        {
            if (!process.ExitSeen)
                new ProcessGroup(process, options).Send(Signal.Kill);
        }
    }
}
