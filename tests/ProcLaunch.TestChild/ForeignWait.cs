using ProcLaunch.Posix;

namespace ProcLaunch.TestChild;

/// <summary>Somebody in the same process waits for any child, again and again, and takes the exits away.</summary>
internal static class ForeignWait
{
    private const int AllChildren = 0;
    private const int Exited = 4;

    public static async Task<int> RunAsync()
    {
        using var ended = new CancellationTokenSource();
        var thief = new Thread(() => Steal(ended.Token)) { IsBackground = true };
        thief.Start();
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deaths = 0;
        using var loggers = new LineLoggers(line =>
        {
            if (line.Contains(" died", StringComparison.Ordinal) && ++deaths == 20)
                died.TrySetResult();
        });
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = loggers });
        await supervisor.StartAsync();
        for (var i = 0; i < 20; i++)
            supervisor.Add(new ProfileDefinition($"seven-{i}") { Command = ["/bin/sh", "-c", "exit 7"] });
        await died.Task;
        await ended.CancelAsync();
        Console.WriteLine($"stopped {supervisor.Profiles.Count(profile => profile.State == ProfileState.Stopped)}");
        return 0;
    }

    private static unsafe void Steal(CancellationToken ended)
    {
        var info = stackalloc byte[128];
        while (!ended.IsCancellationRequested)
        {
            if (Libc.waitid(AllChildren, 0, info, Exited) != 0)
                Thread.Yield();
        }
    }
}
