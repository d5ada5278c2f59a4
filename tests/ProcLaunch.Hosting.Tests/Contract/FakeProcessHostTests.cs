namespace ProcLaunch.Hosting.Tests.Contract;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class FakeProcessHostTests : ProcessHostContract
{
    internal override HostWorld NewWorld() => new FakeHostWorld();
}
