using ProcLaunch.Posix;

namespace ProcLaunch.TestChild;

/// <summary><c>no-descriptors STATE</c>: a supervisor with a service and a control socket, which from the first line of standard input to its end has no descriptor left.</summary>
internal static class NoDescriptors
{
    public static async Task<int> RunAsync(string state)
    {
        OutOfDescriptors.LoadAll(typeof(Supervisor).Assembly, []);
        OutOfDescriptors.LoadAll(typeof(NoDescriptors).Assembly, []);
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var loggers = new LineLoggers(line =>
        {
            if (line.Contains(" running pid ", StringComparison.Ordinal))
                running.TrySetResult();
        });
        await using var supervisor = new Supervisor(new SupervisorOptions { StateDirectory = state, LoggerFactory = loggers, ControlSocket = true });
        await supervisor.StartAsync();
        var (soft, hard) = OpenFilesLimit.Own;
        supervisor.Add(new ProfileDefinition("sleeper") { Command = ["/bin/sleep", "1000"] });
        await running.Task;
        var input = Console.In;
        Console.WriteLine("ready");
        await input.ReadLineAsync();

        OpenFilesLimit.Set(OutOfDescriptors.Few, hard);
        var taken = OutOfDescriptors.TakeAll();
        Console.WriteLine("none left");
        while (await input.ReadLineAsync() is not null)
        {
            // Only its end matters.
        }
        taken.ForEach(descriptor => descriptor.Dispose());
        OpenFilesLimit.Set(soft, hard);
        return 0;
    }
}
