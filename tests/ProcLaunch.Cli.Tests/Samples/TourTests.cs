namespace ProcLaunch.Cli.Tests.Samples;

/// <summary>The sample that the pages on embedding and on dependencies show in pieces.</summary>
public sealed class TourTests
{
    [Test]
    public async Task It_starts_in_order_ends_in_reverse_and_exits_with_the_code_of_the_essential_one()
    {
        await using var world = new World();

        var outcome = await world.Run(SampleTests.Built("Tour", "tour"));

        outcome.Code.Should().Be(7);
        var told = outcome.Output.Split('\n');
        told.Should().Contain("mail [exit code 3] start failed: it ended with exit code 3 before it was confirmed: mail.conf, line 7: no such option")
            .And.Contain("the clock says tick");
        told.Select(line => line[(line.IndexOf(' ') + 1)..].TrimEnd())
            .Where(line => line.Split(' ') is ["database" or "migrate" or "api", not "Added", ..])
            .Should().Equal(
                "database Starting", "database Running", "database Ready",
                "migrate Starting", "migrate Running", "migrate Died exit code 0",
                "api Starting", "api Running", "api Died exit code 7",
                "database Stopping", "database Stopped");
    }
}
