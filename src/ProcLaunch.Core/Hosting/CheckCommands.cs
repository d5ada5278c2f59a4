using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting;

/// <summary>Executes programs beside a service, as it is executed, that end soon: those of checks.</summary>
internal sealed class CheckCommands(HostServices host, Launcher launcher) : IDisposable
{
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Executes a program as a service is executed, in a session of its own, and completes when it has ended; what it leaves in
    /// its group is killed. Cancelled, it is killed with its group.
    /// </summary>
    /// <param name="instance">The run whose marker it carries.</param>
    /// <exception cref="LaunchException">It could not be executed; the message is the reason.</exception>
    public async Task<ExitStatus> ExecuteAsync(ProfileDefinition definition, string instance, string outputPath, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var ended = new TaskCompletionSource<ExitStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = launcher.Launch(launcher.PlanFor(definition, instance), outputPath, born =>
        {
            host.Commands[born.Identity.Pid] = born;
            host.Exits.Watch(born, () => OnExit(born, ended));
        });
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

    /// <summary>Kills those that are running.</summary>
    public void Dispose()
    {
        foreach (var command in host.Commands.Values)
            Kill(command);
    }

    private void OnExit(ProcessHandle process, TaskCompletionSource<ExitStatus> ended)
    {
        lock (process)
        {
            if (process.ExitSeen)
                return;
            host.Exits.Unwatch(process);
            // Before it is reaped: until then its number names no other group.
            new ProcessGroup(process, host.Options, host.Memory).Send(Signal.Kill);
            process.ExitSeen = true;
            ended.SetResult(ChildStatus.Take(process));
            process.Dispose();
        }
        host.Commands.TryRemove(process.Identity.Pid, out _);
        host.Orphans?.Reap();
    }

    private void Kill(ProcessHandle process)
    {
        lock (process)
        {
            if (!process.ExitSeen)
                new ProcessGroup(process, host.Options, host.Memory).Send(Signal.Kill);
        }
    }
}
