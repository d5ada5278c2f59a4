using System.Globalization;
using ProcLaunch;

var port = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 6379;

// <supervise>
await using var supervisor = new Supervisor();
var redis = supervisor.Add(new ProfileDefinition("redis")
{
    Command = ["redis-server", "--port", $"{port}", "--save", ""],
    Ready = ReadyWhen.Tcp("127.0.0.1", port),
    Restart = RestartPolicy.OnFailure,
});
await redis.StartAsync();
Console.WriteLine($"redis answers on port {port}, pid {redis.Info.Pid}. Enter ends it.");
Console.ReadLine();
// </supervise>
