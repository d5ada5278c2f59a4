using System.Globalization;
using ProcLaunch.Hosting;

namespace ProcLaunch.TestChild;

/// <summary>
/// <c>host SCRIPT…</c>: hosts a supervisor with one profile for each shell script (a daemon, where its name is of the form
/// <c>NAME.daemon</c>, with NAME.pid beside it), says when all run, and then does what it reads.
/// </summary>
internal static class HostVerb
{
    public static async Task<int> RunAsync(string[] scripts)
    {
        var left = scripts.Length;
        var allRun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var loggers = new LineLoggers(line =>
        {
            if (line.Contains(" running pid ", StringComparison.Ordinal) && Interlocked.Decrement(ref left) == 0)
                allRun.TrySetResult();
        });
        var supervisor = new Supervisor(new SupervisorOptions
        {
            LoggerFactory = loggers,
            StateDirectory = Environment.GetEnvironmentVariable("STATE"),
            ServicesEndWithHost = Environment.GetEnvironmentVariable("RUN_ON") is null,
        });
        await supervisor.StartAsync();
        Console.WriteLine($"before the first service: {Guardians()}");
        foreach (var script in scripts)
            supervisor.Add(Profile(script));
        await allRun.Task;
        Console.WriteLine($"directory {supervisor.StateDirectory}");
        Console.WriteLine($"all run: {Guardians()}");
        while (await Console.In.ReadLineAsync() is { } order)
        {
            switch (order)
            {
                case "fail-fast":
                    Environment.FailFast("as asked for");
                    break;
                case "exit":
                    Environment.Exit(3);
                    break;
                case "throw":
                    new Thread(() => throw new InvalidOperationException("as asked for")).Start();
                    break;
                case "return":
                    return 3;
                case "dispose":
                    await supervisor.DisposeAsync();
                    Console.WriteLine($"disposed: {Guardians()}");
                    break;
                case "leave":
                    await supervisor.LeaveAsync();
                    Console.WriteLine($"left: {Guardians()}");
                    break;
                case "look":
                    Console.WriteLine($"{supervisor.Profiles.Count(profile => profile.State == ProfileState.Running)} run: {Guardians()}");
                    break;
            }
        }
        return 0;
    }

    /// <summary>The pids of our guardians.</summary>
    public static string Guardians() => string.Join(' ', ProcessTable.OwnChildren().Where(IsGuardian));

    private static bool IsGuardian(int pid) => ReadOrEmpty($"/proc/{pid}/cmdline").Contains($"\0{Guardian.ProcessName}\0", StringComparison.Ordinal);

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static ProfileDefinition Profile(string script) => new(Path.GetFileNameWithoutExtension(script))
    {
        Command = ["/bin/sh", script],
        WorkingDirectory = Path.GetDirectoryName(script),
        StartTimeout = Environment.GetEnvironmentVariable("START_TIMEOUT") is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : TimeSpan.FromMinutes(1),
        PidFile = script.EndsWith(".daemon", StringComparison.Ordinal) ? Path.ChangeExtension(script, ".pid") : null,
    };
}
