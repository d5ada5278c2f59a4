using System.Diagnostics;
using System.Globalization;

namespace ProcLaunch.Cli.Tests;

/// <summary>
/// A state directory, a profiles directory, and whatever runs on them. All of it carries a variable in its environment by
/// which the end of the world finds it and ends it by pid, also when the test failed.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private const string Variable = "PROCLAUNCH_TEST_WORLD";

    private static readonly UnixFileMode Executable = (UnixFileMode)0x1ed; // 0755

    private readonly string id = Guid.NewGuid().ToString("N");
    private readonly List<Process> started = [];

    public World()
    {
        Root = Directory.CreateTempSubdirectory("proclaunch-cli-").FullName;
        // Services of other users must get to their profiles.
        File.SetUnixFileMode(Root, Executable);
        State = Directory.CreateDirectory($"{Root}/state").FullName;
        Profiles = Directory.CreateDirectory($"{Root}/profiles").FullName;
    }

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "proclaunch");

    public string Root { get; }

    public string State { get; }

    public string Profiles { get; }

    public string PidFile => $"{State}/proclaunch.pid";

    /// <summary>What the supervisors in the foreground say on standard error, and the followed files.</summary>
    public LogBook Log { get; } = new();

    /// <summary>Variables that supervisors of this world get.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string Story(params string[] tags) => Log.Story(Root, tags);

    /// <summary>Adds a profile in one step; files are given as pairs of name and content.</summary>
    public string Add(string name, string run, params (string Name, string Content)[] files)
    {
        var aside = Directory.CreateDirectory($"{Root}/.{name}.{Guid.NewGuid():N}").FullName;
        foreach (var (file, content) in files)
            File.WriteAllText($"{aside}/{file}", content);
        WriteScript($"{aside}/run", run);
        Directory.Move(aside, $"{Profiles}/{name}");
        return $"{Profiles}/{name}";
    }

    public void Remove(string name) => Directory.Move($"{Profiles}/{name}", $"{Root}/.removed.{name}.{Guid.NewGuid():N}");

    public void Write(string profile, string file, string content)
    {
        // Aside and renamed, as editors do: never half a file.
        var aside = $"{Root}/.{Guid.NewGuid():N}";
        File.WriteAllText(aside, content);
        if (file == "run")
            File.SetUnixFileMode(aside, Executable);
        File.Move(aside, $"{Profiles}/{profile}/{file}", overwrite: true);
    }

    public static void WriteScript(string path, string text)
    {
        File.WriteAllText(path, text.StartsWith("#!", StringComparison.Ordinal) ? text : $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, Executable);
    }

    public static void MakeExecutable(params string[] paths)
    {
        foreach (var path in paths)
            File.SetUnixFileMode(path, Executable);
    }

    public string OutputOf(string profile) => File.Exists($"{State}/log/{profile}.log") ? File.ReadAllText($"{State}/log/{profile}.log") : "";

    public Task UntilOutput(string profile, string text) =>
        Deadline.Until(() => OutputOf(profile).Contains(text, StringComparison.Ordinal), $"«{text}» in the output of {profile}");

    /// <summary>Waits for a file of the world to be there with content, and reads it.</summary>
    public static Task<string> ContentOf(string path) =>
        Deadline.Until(() => File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } text && text.EndsWith('\n') ? text : null, $"content of {path}");

    /// <summary>The living processes of a profile.</summary>
    public List<int> Instances(string profile)
    {
        var mine = Processes.WithVariable($"{Variable}={id}");
        return [.. mine.Where(pid => Processes.Environment(pid).Contains($"PROCLAUNCH_PROFILE={profile}"))];
    }

    /// <summary>Starts a supervisor in the foreground and waits until it says so.</summary>
    public async Task<SupervisorProcess> Start(params string[] options)
    {
        var supervisor = Launch(Program, ["--foreground", .. options, State, Profiles]);
        // Preparing keeps the pid.
        await Log.Next("ProcLaunch", $"started pid {supervisor.Pid}");
        return supervisor;
    }

    /// <summary>Starts a program whose standard error is the log.</summary>
    public SupervisorProcess Launch(string program, params string[] arguments)
    {
        var process = StartProcess(program, arguments);
        return new SupervisorProcess(process, Log);
    }

    /// <summary>Runs a program to its end.</summary>
    public async Task<Outcome> Run(string program, params string[] arguments)
    {
        var process = StartProcess(program, arguments);
        process.StandardInput.Close();
        // Ends only when nothing holds the pipes any more: a daemon that kept them would show.
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Deadline.For(Task.WhenAll(output, error), () => $"{program} {string.Join(' ', arguments)} closes its output");
        await process.WaitForExitAsync().WaitAsync(Deadline.Time);
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>Runs <c>proclaunch</c> on this world until it returns.</summary>
    public Task<Outcome> Command(params string[] options) => Run(Program, [.. options, State, Profiles]);

    /// <summary>Runs a shell command; $P is the program, $S and $D its two directories.</summary>
    public Task<Outcome> Shell(string command) => Run("/bin/sh", "-c", command);

    /// <summary>Runs the command, which makes a daemon, and reads the daemon's pid.</summary>
    public async Task<int> Daemonize(params string[] options)
    {
        var outcome = await Command(options);
        outcome.Should().Be(new Outcome(0, "", ""));
        return DaemonPid();
    }

    public int DaemonPid() => int.Parse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture);

    /// <summary>Waits for a line in a log file.</summary>
    public static Task UntilLogged(string path, string text) => Deadline.Until(
        () => File.Exists(path) && File.ReadAllText(path).Contains(text, StringComparison.Ordinal),
        $"«{text}» in {path}, which holds «{(File.Exists(path) ? File.ReadAllText(path) : "nothing")}»");

    public async ValueTask DisposeAsync()
    {
        TestContext.Out.WriteLine(Log.Whole());
        // Supervisors first, or they would start again what is ended behind their backs.
        foreach (var process in started.Where(process => !process.HasExited))
            process.Kill();
        await Deadline.Until(() => EndAll() == 0, "everything of this world has ended");
        foreach (var process in started)
            process.Dispose();
        Directory.Delete(Root, recursive: true);
    }

    private int EndAll()
    {
        var left = Processes.WithVariable($"{Variable}={id}");
        foreach (var pid in left.OrderBy(pid => Processes.Environment(pid).Any(entry => entry.StartsWith("PROCLAUNCH_PROFILE=", StringComparison.Ordinal))))
            Processes.Signal(pid, Processes.Kill);
        return left.Count;
    }

    /// <summary>Starts a program whose output is the caller's to read.</summary>
    public Process StartProcess(string program, string[] arguments)
    {
        // Signals as at a terminal, however the tests were started: what nohup or "&" ignores stays ignored in all below.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=HUP,INT,QUIT", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        start.Environment[Variable] = id;
        (start.Environment["P"], start.Environment["S"], start.Environment["D"]) = (Program, State, Profiles);
        var process = Process.Start(start)!;
        lock (started)
            started.Add(process);
        return process;
    }
}
