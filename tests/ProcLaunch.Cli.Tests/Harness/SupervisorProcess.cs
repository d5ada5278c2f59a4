using System.Diagnostics;

namespace ProcLaunch.Cli.Tests;

/// <summary>A supervisor in the foreground; its standard error goes into the log book.</summary>
internal sealed class SupervisorProcess
{
    private readonly Process process;
    private readonly Task reading;

    public SupervisorProcess(Process process, LogBook log)
    {
        this.process = process;
        Pid = process.Id;
        process.StandardInput.Close();
        reading = Read(process.StandardError, log);
    }

    public int Pid { get; }

    public void Signal(int signal) => Processes.Signal(Pid, signal);

    /// <summary>The exit code, once it has ended and all it said is in the log.</summary>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Deadline.Time);
        await reading.WaitAsync(Deadline.Time);
        return process.ExitCode;
    }

    public async Task<int> End(int signal)
    {
        Signal(signal);
        return await Ended();
    }

    private static async Task Read(StreamReader from, LogBook log)
    {
        while (await from.ReadLineAsync() is { } line)
            log.Add(line);
    }
}
