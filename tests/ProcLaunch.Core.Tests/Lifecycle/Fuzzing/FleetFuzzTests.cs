namespace ProcLaunch.Core.Tests.Lifecycle.Fuzzing;

/// <summary>
/// Random days of a fleet, each decided by its seed. <c>FUZZ_SEEDS=20000</c> in the environment makes it a long one,
/// <c>FUZZ_SEED=7</c> tells the story of one.
/// </summary>
public sealed class FleetFuzzTests
{
    private const int Seeds = 400;
    private const int Actions = 150;

    [Test]
    public void Whatever_happens_the_promises_hold_and_everything_becomes_what_is_wanted()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out var one))
        {
            foreach (var line in Live(one).Story)
                TestContext.Out.WriteLine(line);
            return;
        }
        var seeds = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEEDS"), out var many) ? many : Seeds;
        var began = TimeProvider.System.GetTimestamp();
        for (var seed = 1; seed <= seeds; seed++)
            Live(seed);
        TestContext.Out.WriteLine($"{seeds} seeds, {seeds / TimeProvider.System.GetElapsedTime(began).TotalSeconds:0} a second");
    }

    private static FakeWorld Live(int seed)
    {
        var random = new Random(seed);
        string[] names = ["profile1", "profile2", "profile3"];
        // In every other world they depend on each other, or on one that is not there.
        var directories = names.Select(name => new FakeDirectory(name, random, seed % 2 == 0 ? [] : [.. names.Where(other => other != name), "nobody"])).ToList();
        var driver = new FleetDriver(random, directories) { Fragility = seed % 3 == 0 ? 0.01 : 0 };
        try
        {
            foreach (var directory in directories)
            {
                directory.Exists = random.Next(4) > 0;
                directory.Change();
            }
            driver.Scan();
            var chaos = new Chaos(driver, random);
            for (var action = 0; action < Actions; action++)
            {
                chaos.Act();
                driver.Pass(random.NextDouble() * (random.Next(4) == 0 ? 20 : 1));
            }
            new Healing(driver, random).Heal();
            return driver.World;
        }
        catch (Exception failure) when (failure is not AssertionException)
        {
            var story = string.Join('\n', driver.World.Story.TakeLast(80));
            throw new AssertionException($"seed {seed} (FUZZ_SEED={seed} repeats it) at {driver.World.Clock.TotalSeconds:0.000}: {failure}\n{story}");
        }
    }
}
