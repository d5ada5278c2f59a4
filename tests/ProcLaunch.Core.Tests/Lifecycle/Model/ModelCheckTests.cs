using static ProcLaunch.Core.Tests.Lifecycle.Model.Move;

namespace ProcLaunch.Core.Tests.Lifecycle.Model;

/// <summary>
/// Every situation that can be reached, of one profile and of two of which one depends on the other: in none of them is there an event
/// without an answer, a second instance, or no way to rest.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ModelCheckTests
{
    private const int FarTooMany = 60_000;

    private static readonly RestartPolicy Limited = RestartPolicy.Always with { MaxRestarts = 1 };

    private static readonly Move[] OfOne = [Start, Stop, Restart, Reload, Shutdown, Change, Break, Vanish, SupervisorIsKilled, SupervisorIsKilledBeforeTheProcess];

    private static readonly Move[] OfTwo = [Start, Stop, Restart, StopAll, RestartAll];

    private static readonly Move[] OfTwoAndFate = [StopAll, RestartAll, Shutdown, SupervisorIsKilled, SupervisorIsKilledBeforeTheProcess];

    private static ProfileDefinition Define(string name) => new(name) { Command = ["./run"], Restart = RestartPolicy.Always };

    private static IEnumerable<TestCaseData> Models()
    {
        var service = Define("web");
        var daemon = service with { PidFile = "pid" };
        yield return Model("a service", OfOne, service);
        yield return Model("a service that is not restarted", OfOne, service with { Restart = RestartPolicy.Never });
        yield return Model("a service that is given up", OfOne, service with { Restart = Limited });
        yield return Model("a service that reloads and has to be ready and healthy", OfOne, service with
        {
            ReloadSignal = Signal.Hangup,
            Ready = ReadyWhen.Tcp("127.0.0.1", 80),
            Health = new HealthCheck(ReadyWhen.Tcp("127.0.0.1", 80)),
        });
        yield return Model("a daemon", OfOne, daemon);
        yield return Model("a daemon that has to be ready", OfOne, daemon with { Ready = ReadyWhen.Tcp("127.0.0.1", 80), Restart = RestartPolicy.OnFailure });
        var api = Define("api") with { DependsOn = new Dictionary<string, DependencyCondition> { ["db"] = DependencyCondition.Ready } };
        yield return Model("two services", OfTwo, Define("db"), api);
        yield return Model("two services, fate and the end", OfTwoAndFate, Define("db"), api);
        yield return Model("a service that needs another completed", OfTwo, Define("db") with { Restart = RestartPolicy.Never }, api with
        {
            DependsOn = new Dictionary<string, DependencyCondition> { ["db"] = DependencyCondition.Completed },
        });
    }

    [TestCaseSource(nameof(Models))]
    public void Every_reachable_situation_has_its_answers_and_a_way_to_rest(object definitions, object wishes)
    {
        var began = TimeProvider.System.GetTimestamp();
        var explorer = new Explorer(() => new LifeModel((ProfileDefinition[])definitions, (Move[])wishes), FarTooMany);

        explorer.Explore();

        explorer.DeadEnds().Should().BeEmpty();
        TestContext.Out.WriteLine($"{explorer.Situations} situations, {explorer.Moves} moves, {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    private static TestCaseData Model(string name, Move[] wishes, params ProfileDefinition[] definitions) => new TestCaseData(definitions, wishes).SetArgDisplayNames(name);
}
