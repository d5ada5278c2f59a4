using System.Text;

namespace ProcLaunch.Hosting.Tests.Processes;

public class MarkerTests
{
    private readonly Marker marker = new([1, 2, 3]);

    [Test]
    public void A_mark_is_read_back() => Read($"A=1\0PROCLAUNCH_PROFILE=web\0PROCLAUNCH_INSTANCE={marker.For("web", "abc")}\0B=2\0").Should().Be(("web", "abc"));

    [Test]
    public void The_order_of_the_variables_does_not_matter() =>
        Read($"PROCLAUNCH_INSTANCE={marker.For("web", "abc")}\0PROCLAUNCH_PROFILE=web").Should().Be(("web", "abc"));

    [Test]
    public void The_mark_of_one_profile_does_not_make_another() =>
        Read($"PROCLAUNCH_PROFILE=db\0PROCLAUNCH_INSTANCE={marker.For("web", "abc")}\0").Should().BeNull();

    [Test]
    public void The_mark_of_another_state_directory_is_none() =>
        Read($"PROCLAUNCH_PROFILE=web\0PROCLAUNCH_INSTANCE={new Marker([9]).For("web", "abc")}\0").Should().BeNull();

    [TestCase("")]
    [TestCase("PROCLAUNCH_PROFILE=web\0")]
    [TestCase("PROCLAUNCH_INSTANCE=abc\0")]
    [TestCase("PROCLAUNCH_PROFILE=web\0PROCLAUNCH_INSTANCE=\0")]
    [TestCase("PROCLAUNCH_PROFILE=web\0PROCLAUNCH_INSTANCE=.abc\0")]
    [TestCase("PROCLAUNCH_PROFILE\0PROCLAUNCH_INSTANCE\0")]
    public void Incomplete_marks_are_none(string environment) => Read(environment).Should().BeNull();

    [Test]
    public void A_variable_inside_the_value_of_another_does_not_count() =>
        Read($"X=PROCLAUNCH_PROFILE=web\0Y=PROCLAUNCH_INSTANCE={marker.For("web", "abc")}\0").Should().BeNull();

    [Test]
    public void Instances_differ_and_begin_alike() => marker.NewInstance().Should().NotBe(marker.NewInstance()).And.StartWith(marker.Family);

    private (string Profile, string Instance)? Read(string environment) => marker.Read(Encoding.UTF8.GetBytes(environment));
}
