using ProcLaunch.Lifecycle;

namespace ProcLaunch.Testing;

/// <summary>Programs that do what programs do, at random.</summary>
internal sealed class RandomPrograms(FakeWorld world, Random random) : IFakePrograms
{
    private int foreigners;

    public string? Refusal(ProfileDefinition definition) => !world.IsKind && world.Chance(0.1) ? "it was refused" : null;

    public void Begin(FakeProcess process)
    {
        if (process.Definition.Mode == ProfileMode.Foreground)
        {
            Live(process);
            return;
        }
        var fork = world.Within(2);
        if (world.IsKind || world.Chance(0.9))
            world.After(fork, () => Fork(process));
        if (world.IsKind || world.Chance(0.95))
            world.After(fork + world.Within(2), () => world.End(process, AnyEnd(0.85)));
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

    public ExitStatus AnyEnd(double good) => world.IsKind || world.Chance(good) ? ExitStatus.Exited(0)
        : world.Chance(0.5) ? ExitStatus.Exited(random.Next(1, 256))
        : ExitStatus.Signaled(new Signal(11));

    private void Fork(FakeProcess launcher)
    {
        if (!launcher.Alive)
            return;
        var daemon = Live(world.NewProcess(launcher.Profile, launcher.Instance, launcher.Definition, Role.Member));
        if (world.IsKind || world.Chance(0.85))
            world.After(world.Chance(0.8) ? world.Within(1) : world.Within(60), () => world.WritePidFile(daemon));
    }

    private FakeProcess Live(FakeProcess process)
    {
        if (world.IsKind)
            return process;
        if (world.Chance(0.5))
        {
            // Also at once: it is over before anyone hears that it began.
            var life = world.Chance(0.5) ? world.Within(0.5) : world.Within(40);
            world.After(life, () =>
            {
                if (!world.IsKind)
                    world.End(process, AnyEnd(0.4));
            });
        }
        if (world.Chance(0.3))
        {
            world.After(world.Within(2), () =>
            {
                if (process.Alive)
                    world.NewProcess(process.Profile, process.Instance, process.Definition, Role.Member, world.Chance(0.7) ? process.Group : null);
            });
        }
        return process;
    }
}
