using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>A supervisor that has no descriptor left can still be seen and steered.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DescriptorTests : ControlFixture
{
    private const int Aborted = 128 + 6;
    private const int Tries = 5;

    [Test]
    public async Task Without_a_descriptor_left_status_and_stop_still_work()
    {
        for (var i = 0; i < Tries; i++)
        {
            using var child = new ChildProgram(Workspace, "no-descriptors", State);
            await child.WaitFor("ready");
            // In use before: the runtime needs descriptors for what it has not loaded yet, and ends the process without them.
            await SeeAndSteerAsync();
            await child.SayAsync("now");
            await child.WaitFor("none left");
            try
            {
                await SeeAndSteerAsync();
                await SeeAndSteerAsync();
            }
            catch (Exception) when (child.HasAborted())
            {
                continue;
            }
            (await child.EndAsync()).Should().NotBe(Aborted);
            return;
        }
        Assert.Ignore("the runtime did not survive without descriptors");
    }

    private async Task SeeAndSteerAsync()
    {
        using (var first = await RawClient.ConnectAsync(State))
        {
            await first.ResultAsync("status");
            (await first.ResultAsync("stop", """{"all":true,"waitSeconds":30}"""))["profiles"]![0]!["state"]!.GetValue<string>().Should().Be("stopped");
        }
        // One that stays makes room for the next.
        var idle = await ConnectAsync();
        (await idle.ResultAsync("status"))["profiles"]![0]!["state"]!.GetValue<string>().Should().Be("stopped");
        await (await ConnectAsync()).ResultAsync("status");
    }
}
