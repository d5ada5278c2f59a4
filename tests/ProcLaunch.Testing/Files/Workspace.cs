using System.Diagnostics;
using System.Text;
using ProcLaunch.Hosting;
using ProcLaunch.Posix;

namespace ProcLaunch.Testing;

/// <summary>
/// A private temporary directory and the processes of one test. All that was started from here carries a variable in its
/// environment, by which it is found and killed at the end, whatever became of the test.
/// </summary>
internal sealed class Workspace : IDisposable
{
    private const string Mark = "PROCLAUNCH_TEST_WORKSPACE";

    private readonly string id = Guid.NewGuid().ToString("N");

    public Workspace() => Directory = System.IO.Directory.CreateTempSubdirectory("proclaunch-test-").FullName;

    public string Directory { get; }

    /// <summary>What every definition of this test must have in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { [Mark] = id };

    public string PathOf(string name) => Path.Combine(Directory, name);

    public string NewDirectory(string name) => System.IO.Directory.CreateDirectory(PathOf(name)).FullName;

    public string Write(string name, string content)
    {
        File.WriteAllText(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>An executable file; the first line is added unless there is one.</summary>
    public string Script(string name, string text)
    {
        // Not written by us: a process that another test makes at this moment would have it open, and «text file busy» follows.
        var path = PathOf(name);
        using var writer = Start("/bin/sh", "-c", "cat > \"$0\" && chmod 700 \"$0\"", path);
        writer.StandardInput.Write(text.StartsWith("#!", StringComparison.Ordinal) ? text : "#!/bin/sh\n" + text);
        writer.StandardInput.Close();
        writer.WaitForExit();
        writer.ExitCode.Should().Be(0);
        return path;
    }

    public string Fifo(string name)
    {
        unsafe
        {
            using var path = new CString(PathOf(name));
            Libc.mkfifo(path, 0x180).Should().Be(0);
        }
        return PathOf(name);
    }

    /// <summary>Opens a FIFO's reader's way: whoever waits to read a line from it goes on.</summary>
    public static Task Release(string fifo) => File.WriteAllTextAsync(fifo, "go\n").WaitAsync(Eventually.Deadline);

    public ProfileDefinition Definition(string name, params string[] command) => new(name)
    {
        Command = command,
        WorkingDirectory = Directory,
        Environment = Environment,
    };

    /// <summary>Starts a program that nobody supervises.</summary>
    public Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Directory };
        start.Environment[Mark] = id;
        return Process.Start(start)!;
    }

    /// <summary>The living processes of this test.</summary>
    public IReadOnlyList<int> Processes() => [.. ProcessTable.Pids().Where(IsMine)];

    public void Dispose()
    {
        // Again and again: one may just be making another.
        for (var round = 0; round < 100 && Processes() is { Count: > 0 } left; round++)
        {
            foreach (var pid in left.Where(IsMine))
                _ = Libc.kill(pid, Signal.Kill.Number);
        }
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private bool IsMine(int pid) =>
        pid > 1 && pid != Libc.getpid() && ProcessStat.Of(pid) is { IsDead: false }
        && Encoding.UTF8.GetString(ProcessTable.EnvironmentOf(pid)).Contains($"{Mark}={id}\0", StringComparison.Ordinal);
}
