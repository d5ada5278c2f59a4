using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Probes;
using ProcLaunch.Profiles;

namespace ProcLaunch.Hosting.Tests.Probes;

/// <summary>file, an app's own check, all and any.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class OtherProbeTests : IDisposable
{
    private readonly Workspace workspace = new();

    [Test]
    public async Task A_file_or_a_directory_is_ready_when_it_is_there()
    {
        using var probe = new FileProbe(workspace.PathOf("up"));
        (await Attempt.Once(probe)).Should().Be($"there is no {workspace.PathOf("up")}");

        workspace.NewDirectory("up");

        (await Attempt.Once(probe)).Should().BeNull();
    }

    [Test]
    public async Task An_apps_own_check_decides()
    {
        var holds = false;
        using var probe = new DelegateProbe(_ => Task.FromResult(holds));
        (await Attempt.Once(probe)).Should().Be("the app's own check does not hold");

        holds = true;

        (await Attempt.Once(probe)).Should().BeNull();
    }

    [Test]
    public async Task What_an_apps_own_check_throws_is_the_reason()
    {
        (await Attempt.Once(new DelegateProbe(_ => throw new InvalidOperationException("no\nschema")))).Should().Be("the app's own check failed: no\\nschema");
        (await Attempt.Once(new DelegateProbe(_ => Task.FromException<bool>(new TimeoutException("too late"))))).Should().Be("the app's own check failed: too late");
        (await Attempt.Once(new DelegateProbe(_ => Task.FromCanceled<bool>(new CancellationToken(true))))).Should().Be("the app's own check was cancelled");
    }

    [Test]
    public async Task An_apps_own_check_that_does_not_heed_its_cancellation_is_not_called_a_second_time_beside_it()
    {
        var calls = 0;
        var answer = new TaskCompletionSource<bool>();
        using var probe = new DelegateProbe(_ =>
        {
            calls++;
            return answer.Task;
        });
        var limit = TimeSpan.FromMilliseconds(20);

        (await Attempt.Within(probe, limit)).Should().Be("the app's own check did not answer within 20ms");
        (await Attempt.Within(probe, limit)).Should().Be("the app's own check did not answer within 20ms");
        answer.SetResult(true);

        (await Attempt.Once(probe)).Should().BeNull();
        calls.Should().Be(1);
    }

    [Test]
    public async Task All_must_hold_and_the_first_that_does_not_tells_why()
    {
        using var probe = new EveryProbe([Holding(true), Failing("first"), Failing("second")]);

        (await Attempt.Once(probe)).Should().Be("the app's own check failed: first");
        (await Attempt.Once(new EveryProbe([Holding(true), Holding(true)]))).Should().BeNull();
        (await Attempt.Within(new EveryProbe([Holding(true), Hanging()]), TimeSpan.FromMilliseconds(20))).Should().Be("the app's own check did not answer within 20ms");
    }

    [Test]
    public async Task Any_may_hold_whatever_the_others_do()
    {
        (await Attempt.Once(new AnyProbe([Hanging(), Failing("no"), Holding(true)]))).Should().BeNull();
        (await Attempt.Once(new AnyProbe([Failing("first"), Failing("second")]))).Should().Be("the app's own check failed: first, and the app's own check failed: second");
        (await Attempt.Within(new AnyProbe([Hanging(), new FileProbe("/none")]), TimeSpan.FromMilliseconds(50)))
            .Should().Match("*the app's own check did not answer*within 50ms");
    }

    [Test]
    public async Task A_line_that_matched_once_counts_for_good()
    {
        var lines = new Queue<string>(["starting", "listening on 80"]);
        using var probe = new LogProbe(new LogCheck(@"on \d+$"), () => new Lines(lines));
        (await Attempt.Once(probe)).Should().BeNull();

        lines.Enqueue("stopped");

        (await Attempt.Once(probe)).Should().BeNull();
        (await Attempt.Once(new LogProbe(new LogCheck("^up"), () => new Lines(lines)))).Should().Be("no line of its output matched \"^up\"");
    }

    public void Dispose() => workspace.Dispose();

    private static DelegateProbe Holding(bool answer) => new(_ => Task.FromResult(answer));

    private static DelegateProbe Failing(string reason) => new(_ => throw new InvalidOperationException(reason));

    private static DelegateProbe Hanging() => new(async token =>
    {
        await Task.Delay(Timeout.Infinite, token);
        return true;
    });

    private sealed class Lines(Queue<string> lines) : IRunOutput
    {
        public string? Next() => lines.TryDequeue(out var line) ? line : null;

        public void Dispose()
        {
        }
    }
}
