namespace ProcLaunch.Hosting.Tests.Contract;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FakeDaemonTests : DaemonContract
{
    internal override HostWorld NewWorld() => new FakeHostWorld();
}
