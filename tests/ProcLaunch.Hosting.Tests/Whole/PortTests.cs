using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Whole;

/// <summary>Leased ports, and what <c>${port:NAME}</c> stands for.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PortTests : IDisposable
{
    private readonly Workspace workspace = new();
    private readonly LogLines log = new();

    [Test]
    public async Task Processes_side_by_side_lease_no_port_twice()
    {
        var children = Enumerable.Range(0, 4).Select(_ => new ChildProgram(workspace, "lease", "200")).ToList();
        try
        {
            await Task.WhenAll(children.Select(child => child.WaitFor("all leased")));
            var ports = children.SelectMany(PortsOf).ToList();
            ports.Should().HaveCount(800).And.OnlyHaveUniqueItems();
        }
        finally
        {
            children.ForEach(child => child.Dispose());
        }
    }

    [Test]
    public async Task A_lease_ends_with_the_process_that_has_it_and_not_before()
    {
        using var child = new ChildProgram(workspace, "lease", "1");
        await child.WaitFor("all leased");
        var port = PortsOf(child).Single();
        PortLease.TryTake(port).Should().BeNull();
        _ = Libc.kill(child.Pid, Signal.Kill.Number);
        await child.EndedAsync();
        using var again = PortLease.TryTake(port);
        again.Should().NotBeNull();
    }

    [Test]
    public void A_leased_port_can_be_listened_on_and_a_returned_one_leased_again()
    {
        using var lease = Ports.Lease();
        using (var server = new TcpListener(IPAddress.Loopback, lease.Port))
            server.Start();
        PortLease.TryTake(lease.Port).Should().BeNull();
        lease.Dispose();
        lease.Dispose();
        using var again = PortLease.TryTake(lease.Port);
        again.Should().NotBeNull();
    }

    [Test]
    public void Threads_side_by_side_lease_no_port_twice()
    {
        var leases = new PortLease[400];
        Parallel.For(0, leases.Length, i => leases[i] = Ports.Lease());
        leases.Select(lease => lease.Port).Should().OnlyHaveUniqueItems();
        Array.ForEach(leases, lease => lease.Dispose());
    }

    [Test]
    public async Task A_name_is_one_port_in_arguments_environment_and_app_over_restarts()
    {
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log });
        await supervisor.StartAsync();
        var profile = supervisor.Add(Writer("web", "first", "${port:web} ${port:admin} ${ports:web} ${HOME} $${port:web} ${port:}") with
        {
            Environment = workspace.Environment.Append(KeyValuePair.Create("LISTEN", "127.0.0.1:${port:web}")).ToDictionary(),
        });
        await log.PidAfter("web running");
        var (web, admin) = (supervisor.Ports["web"], supervisor.Ports["admin"]);
        web.Should().NotBe(admin);
        var expected = $"{web} {admin} ${{ports:web}} ${{HOME}} ${{port:web}} ${{port:}} 127.0.0.1:{web}";
        (await Written("first")).Should().Be(expected);
        File.Delete(workspace.PathOf("first"));
        await profile.RestartAsync();
        (await Written("first")).Should().Be(expected);
    }

    [Test]
    public async Task A_profile_directory_may_speak_of_ports_too()
    {
        var profiles = workspace.NewDirectory("profiles");
        workspace.NewDirectory("profiles/web");
        workspace.Write("profiles/web/profile.json", $$"""
            {
              "command": ["/bin/sh", "-c", "echo $0 $LISTEN > first.new; mv first.new first; exec sleep 1000", "${port:web}"],
              "workingDirectory": "{{workspace.Directory}}",
              "environment": {"LISTEN": "${port:web}", "{{workspace.Environment.Keys.Single()}}": "{{workspace.Environment.Values.Single()}}"}
            }
            """);
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = log, ProfilesDirectory = profiles });
        await supervisor.StartAsync();
        await log.PidAfter("web running");
        var port = supervisor.Ports["web"];
        (await Written("first")).Should().Be($"{port} {port}");
    }

    [Test]
    public async Task Ports_are_given_back_when_the_supervisor_ends()
    {
        var supervisor = new Supervisor();
        await supervisor.StartAsync();
        var table = supervisor.Ports;
        var port = table["web"];
        PortLease.TryTake(port).Should().BeNull();
        await supervisor.DisposeAsync();
        using var again = PortLease.TryTake(port);
        again.Should().NotBeNull();
        table.Invoking(ports => ports["web"]).Should().Throw<ObjectDisposedException>();
    }

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("web\n")]
    [TestCase("${port:web}")]
    public async Task What_cannot_name_a_port_is_refused(string name)
    {
        await using var supervisor = new Supervisor();
        supervisor.Invoking(it => it.Ports[name]).Should().Throw<ArgumentException>();
    }

    public void Dispose() => workspace.Dispose();

    private static IEnumerable<int> PortsOf(ChildProgram child) =>
        child.Lines.Where(line => line.StartsWith("port ", StringComparison.Ordinal)).Select(line => int.Parse(line[5..], CultureInfo.InvariantCulture));

    private ProfileDefinition Writer(string name, string file, string argument) =>
        workspace.Definition(name, "/bin/sh", "-c", $"echo \"$0\" \"$LISTEN\" > {file}.new; mv {file}.new {file}; exec sleep 1000", argument);

    private async Task<string> Written(string file)
    {
        await Eventually.Holds(() => File.Exists(workspace.PathOf(file)), $"{file} is written");
        return File.ReadAllText(workspace.PathOf(file)).TrimEnd();
    }
}
