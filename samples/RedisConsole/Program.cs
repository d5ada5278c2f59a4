// <supervise>
using ProcLaunch;

await using var supervisor = new Supervisor();
var redis = supervisor.Add(new ProfileDefinition("redis")
{
    Command = ["redis-server", "--port", "${port:redis}", "--save", ""],
    Ready = ReadyWhen.Tcp("127.0.0.1", supervisor.Ports["redis"]),
    Restart = RestartPolicy.OnFailure,
});
await redis.StartAsync();
Console.WriteLine($"redis answers on port {supervisor.Ports["redis"]}, pid {redis.Info.Pid}. Enter ends it.");
Console.ReadLine();
// </supervise>
