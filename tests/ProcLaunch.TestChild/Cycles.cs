using ProcLaunch.Hosting;

namespace ProcLaunch.TestChild;

/// <summary>Makes, uses and disposes supervisors; prints descriptors, threads, children and memory after warming up and at the end.</summary>
internal static class Cycles
{
    private const int WarmUp = 20;

    public static async Task<int> RunAsync(int rounds)
    {
        for (var round = 0; round < WarmUp; round++)
            await OnceAsync();
        Print();
        for (var round = 0; round < rounds; round++)
            await OnceAsync();
        Print();
        return 0;
    }

    private static async Task OnceAsync()
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var loggers = new LineLoggers(line =>
        {
            if (line.Contains(" running pid ", StringComparison.Ordinal))
                running.TrySetResult();
        });
        await using var supervisor = new Supervisor(new SupervisorOptions { LoggerFactory = loggers });
        await supervisor.StartAsync();
        supervisor.Add(new ProfileDefinition("sleeper") { Command = ["/bin/sleep", "1000"] });
        await running.Task;
    }

    private static void Print()
    {
        // Ours by name: those of the thread pool come and go as they like.
        var threads = Directory.GetDirectories("/proc/self/task").Count(IsOurs);
        Console.WriteLine($"descriptors {Directory.GetFiles("/proc/self/fd").Length} threads {threads} directories {Leftovers()} children {ProcessTable.OwnChildren().Count()}");
        Console.WriteLine($"memory {Memory()}");
    }

    private static long Memory()
    {
        // What finalizers let go is free only after a second look.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static bool IsOurs(string task)
    {
        try
        {
            return File.ReadAllText(task + "/comm").StartsWith("proclaunch", StringComparison.OrdinalIgnoreCase);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Leftovers() => Directory.GetDirectories(Path.GetTempPath(), "proclaunch-*").Length;
}
