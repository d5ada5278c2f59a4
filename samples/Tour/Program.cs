// What docs/embedding.md and docs/dependencies.md show, one after the other. It needs /bin/sh and nothing else.
using Microsoft.Extensions.Logging;
using ProcLaunch;
using ProcLaunch.Logging;

// <options>
using var loggers = LoggerFactory.Create(logging => logging.AddProvider(LineLoggerProvider.ToStandardError()));
await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = loggers });
// </options>

// <events>
async Task TellAsync()
{
    await foreach (var happened in supervisor.Events())
        Console.WriteLine($"{happened.Number}: {happened.Profile} {happened.Kind} {happened.Exit}");
}

// From here on; it ends when the supervisor is disposed.
var telling = TellAsync();
// </events>

// <failure>
var mail = supervisor.Add(new ProfileDefinition("mail")
{
    Command = ["/bin/sh", "-c", "echo 'mail.conf, line 7: no such option' >&2; exit 3"],
    Ready = ReadyWhen.Log("listening"),
});
try
{
    await mail.StartAsync();
}
catch (ProfileStartException e)
{
    // The exit status, the reason and the last lines, one by one; e.Message is all of it.
    Console.WriteLine($"{e.Profile} [{e.Exit}] {e.Reason}: {e.Output[^1]}");
}
// </failure>

// <output>
var clock = supervisor.Add(new ProfileDefinition("clock") { Command = ["/bin/sh", "-c", "while :; do echo tick; sleep 0.1; done"] });
await clock.StartAsync();
await foreach (var line in clock.Output.ReadLinesAsync(lastLines: 10))
{
    Console.WriteLine($"the clock says {line}");
    break;
}
// </output>

// <dependencies>
supervisor.Add(new ProfileDefinition("database")
{
    Command = ["/bin/sh", "-c", "echo accepting connections; exec sleep 1000"],
    Ready = ReadyWhen.Log("accepting connections"),
});
supervisor.Add(new ProfileDefinition("migrate")
{
    Command = ["/bin/sh", "-c", "echo the tables are made"],
    DependsOn = new Dictionary<string, DependencyCondition> { ["database"] = DependencyCondition.Ready },
});
supervisor.Add(new ProfileDefinition("api")
{
    Command = ["/bin/sh", "-c", "echo served; exit 7"],
    DependsOn = new Dictionary<string, DependencyCondition>
    {
        ["database"] = DependencyCondition.Ready,
        ["migrate"] = DependencyCondition.Completed,
    },
    Essential = true,
});

// api ends for good: everything is stopped, in reverse, and its exit code is ours.
var code = await supervisor.EssentialEnded;
// </dependencies>

await supervisor.DisposeAsync();
await telling;
return code;
