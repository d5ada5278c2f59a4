using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Launching;

/// <summary>What a service is started with.</summary>
public class LaunchPlanTests
{
    private static readonly UserAccount Web = new("web", 1000, 1001, "/home/web", "");

    private static readonly Dictionary<string, string> Inherited = new()
    {
        ["PATH"] = "/bin",
        ["HOME"] = "/root",
        ["KEPT"] = "yes",
        [Marker.InstanceVariable] = "of the one above us",
    };

    private static ProfileDefinition Definition => new("web") { Command = ["/bin/sh", "-c", "exit 0"], WorkingDirectory = "/srv" };

    [Test]
    public void The_environment_is_ours_the_users_the_profiles_and_the_mark_in_that_order()
    {
        var definition = Definition with { Environment = new Dictionary<string, string> { ["HOME"] = "/srv/home", ["A"] = "b=c", [Marker.ProfileVariable] = "forged" } };
        Plan(definition, Web).Environment.Should().BeEquivalentTo(
            "PATH=/bin", "KEPT=yes", "HOME=/srv/home", "USER=web", "LOGNAME=web", "SHELL=/bin/sh", "A=b=c",
            "PROCLAUNCH_PROFILE=web", "PROCLAUNCH_INSTANCE=mark");
    }

    [Test]
    public void Without_a_user_the_program_is_executed_itself()
    {
        var plan = Plan(Definition);
        plan.Path.Should().Be("/bin/sh");
        plan.Arguments.Should().Equal("/bin/sh", "-c", "exit 0");
        plan.WorkingDirectory.Should().Be("/srv");
        plan.Environment.Should().Contain("HOME=/root");
    }

    [Test]
    public void A_user_is_changed_to_by_numbers_with_the_groups_of_that_user_only()
    {
        var plan = Plan(Definition, Web);
        plan.Path.Should().EndWith("/setpriv");
        plan.Arguments.Skip(1).Should().Equal("--reuid=1000", "--regid=1001", "--init-groups", "--inh-caps=-all", "--", "/bin/sh", "-c", "exit 0");
        plan.ProgramPath.Should().Be("/bin/sh");
    }

    [Test]
    public void A_limit_is_set_before_the_user_is_changed()
    {
        var plan = Plan(Definition, Web).WithOpenFiles(64, 128);
        plan.Path.Should().EndWith("/prlimit");
        plan.Arguments.Skip(1).Take(2).Should().Equal("--nofile=64:128", "--");
        plan.Arguments[3].Should().EndWith("/setpriv");
    }

    [Test]
    public void A_program_inside_the_directory_is_called_by_its_name_there() =>
        Plan(Definition with { Command = ["./run"] }).Program.Should().Be("run");

    [Test]
    public void A_relative_working_directory_starts_at_the_current_one() =>
        LaunchPlan.For(Definition with { WorkingDirectory = "web" }, null, Inherited, "mark", "/srv/apps").WorkingDirectory.Should().Be("/srv/apps/web");

    private static LaunchPlan Plan(ProfileDefinition definition, UserAccount? account = null) =>
        LaunchPlan.For(definition, account, Inherited, "mark", "/");
}
