using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Processes;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProcessTableTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly Marker marker = new(Guid.NewGuid().ToByteArray());

    [Test]
    public void A_process_is_found_by_its_mark_even_while_it_executes_another_program()
    {
        workspace.Script("again", "exec \"$0\"");
        using var process = workspace.Start("env", $"{Marker.ProfileVariable}=web", $"{Marker.InstanceVariable}={marker.For("web", "i")}", "sh", "-c", "echo; exec ./again");
        process.StandardOutput.ReadLine();
        // In between there is no environment to be read: not to see it then would mean a second instance.
        for (var look = 0; look < 5000; look++)
            marker.Read(ProcessTable.EnvironmentOf(process.Id)).Should().Be(("web", "i"), $"look {look}");
        ProcessTable.Marked(marker, out _).Should().ContainSingle().Which.Stat.Pid.Should().Be(process.Id);
        process.Kill();
    }

    public void Dispose() => workspace.Dispose();
}
