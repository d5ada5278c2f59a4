namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>How the programs of the fake world behave once they were started.</summary>
internal sealed class FakePrograms(FakeWorld world, Random random)
{
    private int foreigners;

    /// <summary>What fork and exec do.</summary>
    public FakeProcess Spawn(string profile, string instance, ProfileDefinition definition)
    {
        // Nobody can know a stranger's processes but the one that the pid file names.
        var named = definition.Mode == ProfileMode.Daemon ? world.Named(profile) : null;
        var others = world.Alive(profile).Where(other => !other.Foreign || other == named).ToList();
        if (others.Count > 0)
            throw new Violation($"{profile}: a second instance is started while pid {others[0].Identity.Pid} of {others[0].Instance} is alive");
        if (definition.Mode == ProfileMode.Foreground)
            return Live(world.NewProcess(profile, instance, definition, Role.Service));
        var launcher = world.NewProcess(profile, instance, definition, Role.Launcher);
        var fork = world.Within(2);
        if (world.Kind || world.Chance(0.9))
            world.After(fork, () => Fork(launcher));
        if (world.Kind || world.Chance(0.95))
            world.After(fork + world.Within(2), () => world.End(launcher, AnyEnd(0.85)));
        return launcher;
    }

    /// <summary>A daemon that someone starts without asking ProcLaunch.</summary>
    public void StartForeign(string profile, ProfileDefinition definition) =>
        world.WritePidFile(Live(world.NewProcess(profile, $"foreign-{++foreigners}", definition, Role.Service)));

    /// <summary>A daemon puts another process into its place, as nginx does at its upgrade.</summary>
    public void Succeed(FakeProcess daemon)
    {
        var successor = world.NewProcess(daemon.Profile, daemon.Instance, daemon.Definition, Role.Member);
        world.After(world.Within(1), () =>
        {
            world.WritePidFile(successor);
            world.After(world.Within(1), () => world.End(daemon, ExitStatus.Exited(0)));
        });
    }

    public ExitStatus AnyEnd(double good) => world.Kind || world.Chance(good) ? ExitStatus.Exited(0)
        : world.Chance(0.5) ? ExitStatus.Exited(random.Next(1, 256))
        : ExitStatus.Signaled(new Signal(11));

    private void Fork(FakeProcess launcher)
    {
        if (!launcher.Alive)
            return;
        var daemon = Live(world.NewProcess(launcher.Profile, launcher.Instance, launcher.Definition, Role.Member));
        if (world.Kind || world.Chance(0.85))
            world.After(world.Chance(0.8) ? world.Within(1) : world.Within(60), () => world.WritePidFile(daemon));
    }

    private FakeProcess Live(FakeProcess process)
    {
        if (world.Kind)
            return process;
        if (world.Chance(0.5))
        {
            // Also at once: it is over before anyone hears that it began.
            var life = world.Chance(0.5) ? world.Within(0.5) : world.Within(40);
            world.After(life, () =>
            {
                if (!world.Kind)
                    world.End(process, AnyEnd(0.4));
            });
        }
        if (world.Chance(0.3))
        {
            world.After(world.Within(2), () =>
            {
                if (process.Alive)
                    world.NewProcess(process.Profile, process.Instance, process.Definition, Role.Member);
            });
        }
        return process;
    }
}
