namespace ProcLaunch.Hosting.Tests.Contract;

[TestFixture(true, true)]
[TestFixture(true, false)]
[TestFixture(false, false)]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RealProcessHostTests(bool pidfds, bool groupPidfds) : ProcessHostContract
{
    internal override HostWorld NewWorld() => new RealWorld(new HostOptions { UsePidfds = pidfds, UseGroupPidfds = groupPidfds });
}
