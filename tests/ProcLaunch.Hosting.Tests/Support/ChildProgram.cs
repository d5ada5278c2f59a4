using System.Diagnostics;

namespace ProcLaunch.Hosting.Tests.Support;

/// <summary>The dummy child program, started with a verb; its lines are waited for, and it is killed in the end if need be.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];

    public ChildProgram(Workspace workspace, params string[] arguments)
        : this(workspace, [], arguments)
    {
    }

    private ChildProgram(Workspace workspace, string[] starter, string[] arguments) =>
        // Signals as at a terminal, however the tests were started (nohup, &); and without the runtime's own use of descriptors:
        // one test takes them all.
        process = workspace.Start([.. starter, "/usr/bin/env", "--default-signal=HUP,INT,QUIT", "DOTNET_EnableWriteXorExecute=0", $"TMPDIR={workspace.Directory}", Path.Combine(AppContext.BaseDirectory, "testchild"), .. arguments]);

    /// <summary>Started with an umask of its own.</summary>
    public static ChildProgram WithUmask(Workspace workspace, string umask, params string[] arguments) =>
        new(workspace, ["/bin/sh", "-c", $"umask {umask}; exec \"$@\"", "sh"], arguments);

    /// <summary>Started with a signal ignored.</summary>
    public static ChildProgram Ignoring(Workspace workspace, string signal, params string[] arguments) =>
        // A shell that is asked to ignore SIGCHLD does not.
        new(workspace, ["/usr/bin/perl", "-e", $"$SIG{{{signal}}} = 'IGNORE'; exec @ARGV"], arguments);

    public int Pid => process.Id;

    public IReadOnlyList<string> Lines => lines;

    /// <param name="environment">Of the form <c>NAME=value</c>.</param>
    public static ChildProgram With(Workspace workspace, string[] environment, params string[] arguments) =>
        new(workspace, ["/usr/bin/env", .. environment], arguments);

    public async Task Tell(string order)
    {
        await process.StandardInput.WriteLineAsync(order);
        await process.StandardInput.FlushAsync();
    }

    /// <returns>The rest of the first line that has this in it.</returns>
    public async Task<string> WaitFor(params string[] anyOf)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline) is { } line)
        {
            lines.Add(line);
            foreach (var wanted in anyOf)
            {
                if (line.IndexOf(wanted, StringComparison.Ordinal) is >= 0 and var at)
                    return line[(at + wanted.Length)..];
            }
        }
        throw new AssertionException($"it ended without a line with any of: {string.Join(", ", anyOf)}; its lines:\n{string.Join('\n', lines)}");
    }

    /// <summary>Closes its standard input and waits for its end.</summary>
    /// <returns>The exit code, 128 + n for signal n.</returns>
    public async Task<int> EndAsync()
    {
        process.StandardInput.Close();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline) is { } line)
            lines.Add(line);
        await process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        return process.ExitCode;
    }

    /// <summary>Waits for its end by its own hand.</summary>
    public async Task<int> EndedAsync()
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline) is { } line)
            lines.Add(line);
        await process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        return process.ExitCode;
    }

    public Task SayAsync(string line) => process.StandardInput.WriteLineAsync(line);

    /// <summary>Whether it was ended by the runtime itself, at the latest now.</summary>
    public bool HasAborted() => process.WaitForExit(Eventually.Deadline) && process.ExitCode == 128 + 6;

    /// <summary>Kills it and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
