using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>When the world turned kind, everything becomes what is wanted.</summary>
internal sealed class Healing(FleetDriver driver, Random random)
{
    private const double LongEnough = 400;

    public void Heal()
    {
        driver.World.Tell(() => "the world turns kind");
        driver.World.Nastiness = Nastiness.Kind;
        driver.Fragility = 0;
        Quieten();
        foreach (var directory in driver.Directories)
            CheckConverged(directory);
        if (random.Next(6) == 0)
            StopEverything();
        var expected = driver.Directories.Select(LastWish).ToList();
        Quieten();
        foreach (var (directory, state) in driver.Directories.Zip(expected))
        {
            CheckConverged(directory);
            if (state is not null && driver.Fleet.Profiles.GetValueOrDefault(directory.Name)?.State != state)
                throw new Violation($"{directory.Name} did not become {state} after a last wish");
        }
    }

    private void Quieten()
    {
        driver.Pass(1);
        driver.Scan();
        driver.Pass(LongEnough);
    }

    /// <returns>The state it has to end in; null where that depends on what was before.</returns>
    private ProfileState? LastWish(FakeDirectory directory)
    {
        // Where profiles depend on each other, one may wait for another, or be started for its sake.
        var depends = driver.Directories.Any(other => other.Definition.DependsOn.Count > 0);
        // The last wish may come in the middle of a stop.
        if (random.Next(3) == 0)
            driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Stop, [directory.Name]));
        switch (random.Next(5))
        {
            case 0 when directory.Valid:
                driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Start, [directory.Name]));
                return depends ? null : ProfileState.Running;
            case 1 when directory.Exists:
                driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Stop, [directory.Name]));
                return depends ? null : ProfileState.Stopped;
            case 2:
                directory.Exists = true;
                directory.Touch(invalid: false, incomplete: false);
                directory.Change();
                return directory.Definition.Down || depends || directory.Definition.DependsOn.Count > 0 ? null : ProfileState.Running;
            case 3 when directory.Valid:
                driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Restart, [directory.Name]));
                return depends ? null : ProfileState.Running;
            case 4:
                directory.Exists = false;
                return null;
            default:
                return null;
        }
    }

    private void StopEverything()
    {
        driver.Post(new ProfileEvent.StopAllRequested());
        driver.Pass(LongEnough);
        if (!driver.Fleet.AllStopped)
            throw new Violation("not everything stopped");
        driver.Kill();
        driver.Pass(LongEnough);
    }

    private void CheckConverged(FakeDirectory directory)
    {
        var alive = driver.World.Of(directory.Name).Where(process => !process.Foreign).ToList();
        if (driver.Fleet.Profiles.TryGetValue(directory.Name, out var profile) != directory.Exists)
            throw new Violation($"{directory.Name} is {(directory.Exists ? "not known although it exists" : "still known although it is gone")}");
        if (profile is null)
        {
            if (alive.Count > 0 || driver.World.Records.Find(directory.Name) is not null)
                throw new Violation($"{directory.Name} is gone, but something of it is left");
            return;
        }
        if (profile is { State: ProfileState.Stopped, Waiting: { } waiting })
        {
            CheckWaiting(directory, waiting);
            return;
        }
        // It goes by its last good definition, or does not start, until that is mended.
        if (profile.OrderMistake is not null)
            return;
        if (profile is { IsWanted: true, Startable: true } ? profile.State != ProfileState.Running
            : profile.State is ProfileState.Starting or ProfileState.Stopping)
            throw new Violation($"{directory.Name} is wanted {profile.Want} but remains {profile.State}");
        if (directory.Valid && !(profile.Startable && Equals(profile.Definition, directory.Definition)))
            throw new Violation($"{directory.Name} is valid, but its definition was not taken over");
        if (profile.State == ProfileState.Running)
            CheckRunning(directory, profile.Run!.Service!.Value);
    }

    private void CheckWaiting(FakeDirectory directory, DependencyWait waiting)
    {
        var isMet = waiting.Condition != DependencyCondition.Completed && driver.Fleet.Profiles[waiting.For] is { State: ProfileState.Running, Record.StopDue: false };
        if (isMet)
            throw new Violation($"{directory.Name} waits for {waiting.For}, which runs");
    }

    private void CheckRunning(FakeDirectory directory, ProcessIdentity service)
    {
        var process = driver.World.Of(directory.Name).FirstOrDefault(process => process.Identity == service)
            ?? throw new Violation($"{directory.Name} runs as pid {service.Pid}, which is not alive");
        var outdated = !process.Definition.Command.SequenceEqual(directory.Definition.Command);
        if (directory is { Valid: true, Definition.ReloadSignal: null } && !process.Foreign && outdated)
            throw new Violation($"{directory.Name} runs by an old definition");
    }
}
