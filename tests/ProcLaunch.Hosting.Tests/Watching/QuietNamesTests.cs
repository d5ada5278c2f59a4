using ProcLaunch.Runtime;

namespace ProcLaunch.Hosting.Tests.Watching;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class QuietNamesTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly List<string> told = [];
    private readonly QuietNames names;

    public QuietNamesTests() => names = new QuietNames(due => told.AddRange(due.Order()), time);

    [Test]
    public void A_name_is_told_when_it_has_been_quiet()
    {
        names.Note("web");
        Pass(150);
        names.Note("web");
        Pass(199);
        told.Should().BeEmpty();
        Pass(2);
        told.Should().Equal("web");
        Pass(1000);
        told.Should().Equal("web");
    }

    [Test]
    public void Names_that_are_quiet_together_are_told_together()
    {
        names.Note("web");
        names.Note("db");
        Pass(201);
        told.Should().Equal("db", "web");
    }

    [Test]
    public void One_that_is_never_quiet_is_told_in_the_end_and_alone()
    {
        for (var passed = 0; passed < 650; passed += 50)
        {
            names.Note("web");
            Pass(50);
        }
        names.Note("web");
        names.Note("db");
        told.Should().BeEmpty();
        Pass(55);
        told.Should().Equal("web");
        Pass(150);
        told.Should().Equal("web", "db");
    }

    public void Dispose() => names.Dispose();

    private void Pass(int milliseconds) => time.Pass(TimeSpan.FromMilliseconds(milliseconds));
}
