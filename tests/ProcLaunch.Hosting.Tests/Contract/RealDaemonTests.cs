namespace ProcLaunch.Hosting.Tests.Contract;

[TestFixture(true, true)]
[TestFixture(true, false)]
[TestFixture(false, false)]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RealDaemonTests(bool pidfds, bool groupPidfds) : DaemonContract
{
    internal override HostWorld NewWorld() => new RealWorld(new HostOptions { UsePidfds = pidfds, UseGroupPidfds = groupPidfds });
}
