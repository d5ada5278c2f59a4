using ProcLaunch.Posix;

namespace ProcLaunch.Hosting;

/// <summary>
/// Starts every service alike: its own session, all signals default and none blocked, standard input from nowhere, output and
/// error to one pipe, no other descriptor but that of a notification.
/// </summary>
/// <param name="softOpenFiles">The soft limit of open files to hand on; null to hand on our own. .NET raises ours at start.</param>
internal sealed class Spawner(ulong? softOpenFiles)
{
    private const ulong NearTheLimit = 64;

    /// <returns>The pid.</returns>
    /// <exception cref="LaunchException">With the reason, once exec or something before it has failed.</exception>
    public int Spawn(LaunchPlan plan, string outputPath)
    {
        var own = OpenFilesLimit.Own;
        if (plan.SetsOpenFiles || softOpenFiles is not { } wanted || Math.Min(wanted, own.Hard) is var soft && soft == own.Soft)
            return Start(plan, outputPath);
        // A new descriptor has the lowest free number: it tells how many are in use. With room to spare our own limit is
        // lowered for a moment; else nobody may open a file meanwhile, and a tool in the child does it.
        using (var probe = Descriptor.Open("/dev/null", Descriptor.ReadOnly))
        {
            if ((ulong)probe.Number + NearTheLimit > soft)
            {
                // The tool would hand a script without #! to a shell, and keep to itself why an exec failed.
                if (ExecFailure.Foresee(plan, null) is { } problem)
                    throw new LaunchException(problem);
                return Start(plan.WithOpenFiles(soft, own.Hard), outputPath);
            }
        }
        try
        {
            OpenFilesLimit.Set(soft, own.Hard);
            return Start(plan, outputPath);
        }
        finally
        {
            OpenFilesLimit.Set(own.Soft, own.Hard);
        }
    }

    private static int Start(LaunchPlan plan, string outputPath)
    {
        using var spawn = new PosixSpawn()
            .Open(0, "/dev/null", Descriptor.ReadOnly)
            // Read-write: the service is its own reader, and neither blocks nor gets SIGPIPE when we are gone.
            .Open(1, outputPath, Descriptor.ReadWrite)
            .Duplicate(1, 2)
            .CloseFrom(3)
            .Enter(plan.WorkingDirectory);
        if (plan.Notification is { } notification)
            spawn.Open(notification.Number, notification.Pipe, Descriptor.ReadWrite);
        var error = spawn.Start(plan.Path, plan.Arguments, plan.Environment, out var pid);
        return error == 0 ? pid : throw new LaunchException(ExecFailure.Explain(plan, error));
    }
}
