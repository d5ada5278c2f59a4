using ProcLaunch.Lifecycle;

namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>What people and fate do to the fleet, at random.</summary>
internal sealed class Chaos(FleetDriver driver, Random random)
{
    public void Act()
    {
        var directory = driver.Directories[random.Next(driver.Directories.Count)];
        var name = directory.Name;
        switch (random.Next(20))
        {
            case 0 or 1:
                driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Start, [name]));
                break;
            case 2 or 3:
                driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Stop, Some(name)));
                break;
            case 4:
                driver.Post(new ProfileEvent.SeveralRequested(RequestKind.Restart, Some(name)));
                break;
            case 5:
                driver.Post(new ProfileEvent.ReloadRequested(name));
                break;
            case 6 or 7:
                directory.Change();
                break;
            case 8 or 9:
                directory.Switch();
                break;
            case 10:
                directory.Touch(invalid: random.Next(2) == 0, incomplete: false);
                break;
            case 11:
                directory.Touch(invalid: false, incomplete: random.Next(2) == 0);
                break;
            case 12 or 13:
                directory.Exists = !directory.Exists;
                break;
            case 14 or 15 or 16:
                KillSomeProcess(name);
                break;
            case 17:
                Succeed(directory);
                break;
            case 18:
                StartForeign(directory);
                break;
            default:
                if (random.Next(3) == 0)
                    driver.Kill();
                break;
        }
        if (random.Next(2) == 0)
            driver.Scan();
    }

    /// <summary>One, or all at once.</summary>
    private string[] Some(string name) => random.Next(2) == 0 ? [name] : [.. driver.Directories.Select(directory => directory.Name)];

    private void KillSomeProcess(string name)
    {
        var alive = driver.World.Of(name).ToList();
        if (alive.Count > 0)
            driver.World.End(alive[random.Next(alive.Count)], driver.Programs.AnyEnd(0.3));
    }

    private void Succeed(FakeDirectory directory)
    {
        if (driver.World.Named(directory.Definition.PidFile) is { Foreign: false, Definition.Mode: ProfileMode.Daemon } daemon)
            driver.Programs.Succeed(daemon);
    }

    private void StartForeign(FakeDirectory directory)
    {
        if (directory is { Valid: true, Definition.Mode: ProfileMode.Daemon } && !driver.World.Of(directory.Name).Any())
            driver.Programs.StartForeign(directory.Name, directory.Definition);
    }
}
