using ProcLaunch.Hosting;
using ProcLaunch.Posix;

namespace ProcLaunch.TestChild;

/// <summary>
/// Supervises a profiles directory until standard input ends, then stops everything. With <c>--crash-at</c> it kills itself at
/// that point; with <c>--control</c> it can be talked to; with <c>--then</c> it restarts or removes the first profile that runs.
/// </summary>
internal static class Supervise
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (state, profiles) = (arguments[0], arguments[1]);
        var point = Option(arguments, "--crash-at");
        var then = Option(arguments, "--then");
        Supervisor? supervisor = null;
        using var loggers = new LineLoggers(line => Then(ref then, line, supervisor!, profiles));
        supervisor = new Supervisor(new SupervisorOptions
        {
            StateDirectory = state,
            ProfilesDirectory = profiles,
            LoggerFactory = loggers,
            ControlSocket = arguments.Contains("--control"),
            ServicesEndWithHost = false,
            Host = new HostOptions { AtCrashPoint = reached => CrashAt(point, reached) },
        });
        await using var _ = supervisor;
        await supervisor.StartAsync();
        Console.WriteLine("supervising");
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Only its end matters.
        }
        return 0;
    }

    private static string? Option(string[] arguments, string name) =>
        Array.IndexOf(arguments, name) is >= 0 and var at ? arguments[at + 1] : null;

    private static void CrashAt(string? point, string reached)
    {
        if (point == reached)
            _ = Libc.kill(Libc.getpid(), Signal.Kill.Number);
    }

    private static void Then(ref string? then, string line, Supervisor supervisor, string profiles)
    {
        var words = line.Split(' ');
        if (then is null || words.Length < 3 || words[1] is not "running")
            return;
        var (what, name) = (then, words[0]["ProcLaunch.".Length..]);
        then = null;
        if (what == "restart")
            _ = supervisor[name].RestartAsync();
        else
            Directory.Delete(Path.Combine(profiles, name), recursive: true);
    }
}
