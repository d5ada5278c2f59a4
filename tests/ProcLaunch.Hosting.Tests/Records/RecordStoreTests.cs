using System.Security.Cryptography;
using System.Text;
using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Lifecycle;

namespace ProcLaunch.Hosting.Tests.Records;

/// <summary>Records survive, or are void: never half believed, and never a reason not to start.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RecordStoreTests : IDisposable
{
    private static readonly ProfileDefinition Definition = new("web")
    {
        PidFile = "/run/web.pid",
        Stop = new StopSettings { Signal = Signal.Interrupt, Timeout = TimeSpan.Zero, Scope = StopScope.Process },
        ReloadSignal = Signal.Hangup,
        Restart = RestartPolicy.OnFailure with { MaxRestarts = 5, MaxDelay = TimeSpan.Zero },
        StartTimeout = TimeSpan.FromSeconds(7),
        WorkingDirectory = "/srv/web",
        Ready = ReadyWhen.All(
            ReadyWhen.Tcp("::1", 80), ReadyWhen.Unix("/run/a.sock"), ReadyWhen.Http("http://localhost/x"), ReadyWhen.Log("^up"), ReadyWhen.Any(ReadyWhen.File("/run/up"))),
        ReadyInterval = TimeSpan.FromSeconds(8),
        Health = new HealthCheck(ReadyWhen.SystemdNotify) { Interval = TimeSpan.FromSeconds(9), Failures = 2, Timeout = TimeSpan.FromSeconds(1) },
        Down = true,
        Log = new LogSettings { MaxFiles = 0, MaxSize = 4096, Timestamps = true },
        DependsOn = new Dictionary<string, DependencyCondition> { ["db"] = DependencyCondition.Completed },
    };

    private static readonly Run Run = new("abc", Definition) { Launched = new ProcessIdentity(41, 1000), Service = new ProcessIdentity(42, 1001) };

    private static readonly ProfileRecord Full = new()
    {
        Profile = "web",
        Situation = new Situation.Stopping(Run, StopPhase.Asked, TimeSpan.FromSeconds(100), OnlyRemains: true, new Situation.Stopped(StopReason.Restart, TimeSpan.FromSeconds(120))),
        Want = Want.Up,
        ByHand = true,
        StopDue = true,
        Definition = Definition,
        Stamp = "stamp",
        SwitchStamp = "switch",
        Since = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero),
        History = new RestartHistory(3, [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)]),
        Restarts = 9,
        LastExit = new ProfileExit(DateTimeOffset.UnixEpoch, ExitStatus.Signaled(Signal.Kill)),
        Failure = "a sentence, \"quoted\"\nand broken",
    };

    private static readonly Situation[] Situations =
    [
        new Situation.Stopped(StopReason.NotStarted),
        new Situation.Stopped(StopReason.Completed, TimeSpan.Zero),
        new Situation.Starting(Run with { Launched = null, Service = null }, TimeSpan.MaxValue, LauncherPhase.Ended, ReloadsOnceRunning: true),
        new Situation.Running(Run, TimeSpan.FromSeconds(3)),
        new Situation.Stopping(Run, StopPhase.AwaitingLaunch, null, OnlyRemains: false, new Situation.Stopped(StopReason.GaveUp)),
    ];

    private readonly Workspace workspace = new();
    private readonly RecordStore store;

    public RecordStoreTests() => store = new RecordStore(new RecordFiles(workspace.Directory));

    private string PathOfWeb => workspace.PathOf("records/web.record");

    [Test]
    public void A_record_comes_back_as_it_was()
    {
        store.Save(Full);
        store.Load().Should().ContainSingle().Which.Should().BeEquivalentTo(Full, options => options.RespectingRuntimeTypes());
    }

    [TestCaseSource(nameof(Situations))]
    public void Every_situation_comes_back_as_it_was(object situation)
    {
        store.Save(Full with { Situation = (Situation)situation, Definition = null, LastExit = null, Failure = null });
        store.Load().Single().Situation.Should().BeEquivalentTo((Situation)situation, options => options.RespectingRuntimeTypes());
    }

    [Test]
    public void Neither_command_nor_environment_is_written()
    {
        store.Save(Full with
        {
            Definition = Full.Definition! with
            {
                Command = ["canary-1"],
                Environment = new Dictionary<string, string> { ["K"] = "canary-2" },
                Ready = ReadyWhen.Any(ReadyWhen.Exec("canary-3"), ReadyWhen.File("up")),
            },
        });
        File.ReadAllText(PathOfWeb).Should().NotContain("canary");
        store.Load().Single().Definition!.Ready.Should().BeNull();
    }

    [Test]
    public void A_function_of_an_app_is_not_written_and_the_rest_is()
    {
        store.Save(Full with { Definition = Full.Definition! with { Ready = ReadyWhen.NotifyDescriptor(5), Health = new HealthCheck(ReadyWhen.Holds(_ => Task.FromResult(true))) } });
        store.Load().Single().Definition.Should().BeEquivalentTo(new { Ready = ReadyWhen.NotifyDescriptor(5), Health = (HealthCheck?)null });
    }

    [Test]
    public void A_removed_record_is_gone()
    {
        store.Save(Full);
        store.Remove("web");
        store.Remove("web");
        store.Load().Should().BeEmpty();
    }

    [Test]
    public void A_torn_record_is_void()
    {
        store.Save(Full);
        var whole = File.ReadAllBytes(PathOfWeb);
        for (var length = 0; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(PathOfWeb, whole[..length]);
            store.Load().Should().BeEmpty($"only {length} bytes are left");
        }
    }

    [Test]
    public void A_record_with_a_flipped_bit_is_void_or_the_same()
    {
        store.Save(Full);
        var whole = File.ReadAllBytes(PathOfWeb);
        for (var at = 0; at < whole.Length; at++)
        {
            var flipped = (byte[])whole.Clone();
            flipped[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(PathOfWeb, flipped);
            foreach (var survivor in store.Load())
                survivor.Should().BeEquivalentTo(Full, options => options.RespectingRuntimeTypes(), $"byte {at} was flipped");
        }
    }

    [TestCase("")]
    [TestCase("\n\n")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("not json")]
    [TestCase("""{"Format":2,"Profile":"web"}""")]
    [TestCase("""{"Format":1,"Profile":null,"Boot":"BOOT"}""")]
    [TestCase("""{"Format":1,"Profile":"web","Boot":"BOOT","State":"Flying","Want":"Up"}""")]
    [TestCase("""{"Format":1,"Profile":"web","Boot":"BOOT","State":"Running","Want":"Up","Service":"12"}""")]
    [TestCase("""{"Format":1,"Profile":"web","Boot":"BOOT","State":"Running","Want":"Up","Service":"x y"}""")]
    [TestCase("""{"Format":1,"Profile":"web","Boot":"BOOT","State":"Running","Want":"Up","RestartTimes":null}""")]
    [TestCase("""{"Format":1,"Profile":"../web","Boot":"BOOT","State":"Running","Want":"Up","Defined":true}""")]
    [TestCase("""{"Format":1,"Profile":"web","Boot":"another boot","State":"Running","Want":"Up"}""")]
    public void What_makes_no_sense_is_void_whatever_its_checksum(string json)
    {
        WriteSealed(json.Replace("BOOT", SystemClock.BootId, StringComparison.Ordinal));
        store.Load().Should().BeEmpty();
    }

    [Test]
    public void The_record_of_another_profile_is_void()
    {
        store.Save(Full);
        File.Move(PathOfWeb, workspace.PathOf("records/db.record"));
        store.Load().Should().BeEmpty();
    }

    [Test]
    public void Huge_linked_and_strange_files_are_void()
    {
        File.WriteAllBytes(PathOfWeb, new byte[100_000]);
        workspace.Fifo("records/fifo.record");
        workspace.NewDirectory("records/directory.record");
        File.CreateSymbolicLink(workspace.PathOf("records/link.record"), "/dev/zero");
        store.Load().Should().BeEmpty();
    }

    [Test]
    public void A_record_that_cannot_be_written_says_so_and_the_one_before_stays()
    {
        store.Save(Full);
        workspace.NewDirectory("records/web.record.new");
        store.Invoking(store => store.Save(Full with { Restarts = 1 })).Should().Throw<IOException>();
        store.Load().Single().Restarts.Should().Be(Full.Restarts);
    }

    [Test]
    public void Records_are_readable_by_nobody_else()
    {
        store.Save(Full);
        File.GetUnixFileMode(PathOfWeb).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(workspace.PathOf("records")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Test]
    public void A_damaged_secret_is_replaced()
    {
        var first = StateDirectory.Secret(workspace.Directory);
        StateDirectory.Secret(workspace.Directory).Should().Equal(first);
        workspace.Write("secret", new string('x', 64));
        var second = StateDirectory.Secret(workspace.Directory);
        second.Should().HaveCount(32).And.NotEqual(first);
        StateDirectory.Secret(workspace.Directory).Should().Equal(second);
    }

    public void Dispose() => workspace.Dispose();

    private void WriteSealed(string json) =>
        File.WriteAllText(PathOfWeb, json + "\n" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)).AsSpan(0, 8)) + "\n");
}
