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

    [Test]
    public void It_takes_no_harm_from_time_that_passes_while_it_looks()
    {
        string[] all = ["a", "b", "c", "d", "e"];
        foreach (var name in all)
            names.Note(name);
        Pass(4);
        foreach (var name in all)
            names.Note(name);
        time.WhenAsked = () => time.Skip(TimeSpan.FromMilliseconds(1));
        // Some are not due yet at the first look at the clock, and long due at the last.
        Pass(197);
        Pass(10);
        told.Should().BeEquivalentTo(all);
    }

    public void Dispose() => names.Dispose();

    private void Pass(int milliseconds) => time.Pass(TimeSpan.FromMilliseconds(milliseconds));
}
