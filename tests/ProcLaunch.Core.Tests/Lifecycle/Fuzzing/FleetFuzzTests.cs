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
            Live(one);
            return;
        }
        var seeds = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEEDS"), out var many) ? many : Seeds;
        for (var seed = 1; seed <= seeds; seed++)
            Live(seed);
    }

    private static void Live(int seed)
    {
        var random = new Random(seed);
        var directories = Enumerable.Range(1, 3).Select(number => new FakeDirectory($"profile{number}", random)).ToList();
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
        }
        catch (Exception failure) when (failure is not AssertionException)
        {
            var story = string.Join('\n', driver.World.Story.TakeLast(60));
            Assert.Fail($"seed {seed} (FUZZ_SEED={seed} repeats it) at {driver.World.Clock.TotalSeconds:0.000}: {failure}\n{story}");
        }
    }
}
