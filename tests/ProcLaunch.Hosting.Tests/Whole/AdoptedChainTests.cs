using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>A long chain of services, each of which depends on the one before, stopped by a supervisor that adopted them. <c>CHAIN=1000</c> in the environment makes it a longer one.</summary>
public sealed class AdoptedChainTests
{
    private const int Usual = 100;

    [Test]
    public async Task A_chain_of_adopted_services_stops_in_its_order()
    {
        var length = int.TryParse(Environment.GetEnvironmentVariable("CHAIN"), out var asked) ? asked : Usual;
        using var workspace = new Workspace();
        var state = workspace.NewDirectory("state");
        var profiles = Profiles(workspace, length);
        var first = Supervise(state, profiles, new LogLines());
        await first.StartAsync().WaitAsync(Patience(length));
        await first[Name(length - 1)].WaitForAsync(ProfileState.Running).WaitAsync(Patience(length));
        await first.LeaveAsync();
        var log = new LogLines();
        var second = Supervise(state, profiles, log);
        await second.StartAsync().WaitAsync(Patience(length));
        second.Profiles.Should().OnlyContain(profile => profile.State == ProfileState.Running);

        var began = TimeProvider.System.GetTimestamp();
        await second.StopAllAsync().WaitAsync(Patience(length));
        var took = TimeProvider.System.GetElapsedTime(began);
        await second.DisposeAsync();

        TestContext.Out.WriteLine($"a chain of {length} stopped in {took.TotalSeconds:0.00} s");
        var stopped = log.All.Where(line => line.EndsWith(" stopped", StringComparison.Ordinal)).Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]);
        stopped.Should().Equal(Enumerable.Range(0, length).Reverse().Select(Name));
        workspace.Processes().Should().BeEmpty();
    }

    private static Supervisor Supervise(string state, string profiles, LogLines log) => new(new SupervisorOptions
    {
        StateDirectory = state,
        ProfilesDirectory = profiles,
        LoggerFactory = log,
        ServicesEndWithHost = false,
    });

    private static string Profiles(Workspace workspace, int length)
    {
        var profiles = workspace.NewDirectory("profiles");
        // What ends the processes of the test finds them by this.
        var environment = workspace.Environment.Single();
        for (var number = 0; number < length; number++)
        {
            var dependsOn = number == 0 ? "" : $$""", "dependsOn": { "{{Name(number - 1)}}": "ready" }""";
            workspace.NewDirectory($"profiles/{Name(number)}");
            workspace.Write($"profiles/{Name(number)}/profile.json", $$"""{ "command": ["/bin/sleep", "1000"], "environment": { "{{environment.Key}}": "{{environment.Value}}" }{{dependsOn}} }""");
        }
        return profiles;
    }

    private static string Name(int number) => $"s{number:0000}";

    private static TimeSpan Patience(int length) => TimeSpan.FromSeconds(60 + length);
}
