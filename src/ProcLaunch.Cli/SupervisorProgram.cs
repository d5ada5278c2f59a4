using System.Globalization;
using Microsoft.Extensions.Logging;
using ProcLaunch.Hosting;
using ProcLaunch.Logging;
using ProcLaunch.Posix;

namespace ProcLaunch.Cli;

/// <summary>The process that supervises: takes the lock, writes the pid file, says that it is ready, and does what signals ask.</summary>
internal sealed class SupervisorProgram(Settings settings)
{
    public const string Ready = "ready";

    private const int BecomeSubreaper = 36; // PR_SET_CHILD_SUBREAPER

    private static readonly Signal Reopen = new(10); // SIGUSR1
    private static readonly TimeSpan PatienceAtExit = TimeSpan.FromSeconds(2);

    private bool answered;

    private readonly string pidFile = new StatePaths(settings.StateDirectory).PidFile;

    public async Task<int> RunAsync()
    {
        // First of all, so that no signal finds its default action.
        using var signals = new SignalInbox(Signal.Terminate, Signal.Interrupt, Signal.Hangup, Reopen);
        try
        {
            return await SuperviseAsync(signals).ConfigureAwait(false);
        }
        catch (StateDirectoryInUseException)
        {
            // Made for a crontab: that one runs already is what was wanted.
            Answer(Ready);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Answer(e.Message);
            return ProcLaunchProgram.Fail(ExitCode.Failed, e.Message);
        }
    }

    private async Task<int> SuperviseAsync(SignalInbox signals)
    {
        // Orphans of services come to us instead of to init: that is how even a daemon's exit status is known.
        _ = Libc.prctl(BecomeSubreaper, 1, 0, 0, 0);
        using var stateLock = StateLock.Take(settings.StateDirectory);
        using var lines = settings.LogPath is { } path
            ? LineLoggerProvider.ToFile(path, settings.LogLevel)
            : LineLoggerProvider.ToStandardError(settings.LogLevel);
        using var loggers = new SingleLoggerFactory(lines);
        var log = loggers.CreateLogger(NoticeLog.Category);
        var supervisor = new Supervisor(new SupervisorOptions
        {
            StateDirectory = settings.StateDirectory,
            ProfilesDirectory = settings.ProfilesDirectory,
            LoggerFactory = loggers,
            ControlSocket = true,
            ServicesEndWithHost = false,
            HostEnvironment = HostEnvironment.All,
            Host = new HostOptions { SoftOpenFiles = settings.Prepared?.SoftOpenFiles, ReapOrphans = true },
        }, stateLock);
        StateDirectory.Replace(pidFile, string.Create(CultureInfo.InvariantCulture, $"{Libc.getpid()}\n"), mode: 0x1a4); // 0644
        Sentences.Started(log, Libc.getpid());
        Answer(Ready);
        var code = await StartAndObeyAsync(supervisor, signals, lines, log).ConfigureAwait(false);
        File.Delete(pidFile);
        // Services stay; what hangs in the kernel must not keep us.
        await Task.WhenAny(supervisor.LeaveAsync(), Task.Delay(PatienceAtExit)).ConfigureAwait(false);
        return code;
    }

    private async Task<int> StartAndObeyAsync(Supervisor supervisor, SignalInbox signals, LineLoggerProvider lines, ILogger log)
    {
        try
        {
            // Side by side: a file system that hangs must not keep a signal waiting.
            var started = supervisor.StartAsync();
            var obeyed = ObeyAsync(supervisor, signals, lines, log);
            if (await Task.WhenAny(started, obeyed).ConfigureAwait(false) == started)
                await started.ConfigureAwait(false);
            return await obeyed.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The command that started the daemon is gone: the log is the only place to say it.
            Sentences.Fatal(log, $"ending because of {e.GetType().Name}: {e.Message}; the services run on");
            return ExitCode.Failed;
        }
    }

    private async Task<int> ObeyAsync(Supervisor supervisor, SignalInbox signals, LineLoggerProvider lines, ILogger log)
    {
        Signal? stopping = null;
        Task? allStopped = null;
        Task shutdown = supervisor.ShutdownRequested;
        Task essential = supervisor.EssentialEnded;
        Task? next = null;
        while (true)
        {
            next ??= signals.AnyAsync().AsTask();
            var first = allStopped is null
                ? await Task.WhenAny(shutdown, essential, next).ConfigureAwait(false)
                : await Task.WhenAny(allStopped, next).ConfigureAwait(false);
            if (first == allStopped)
            {
                Sentences.AllStopped(log);
                return stopping == Signal.Hangup ? ExitCode.HungUp : await EndAsync(supervisor).ConfigureAwait(false);
            }
            if (first == essential)
            {
                allStopped = supervisor.StopAllAsync();
                continue;
            }
            if (first == shutdown)
            {
                var request = await supervisor.ShutdownRequested.ConfigureAwait(false);
                Sentences.ShutdownRequested(log, request.Leave ? "leave the services running" : "stop all profiles");
                if (request.Leave)
                {
                    Sentences.Exiting(log);
                    return ExitCode.Done;
                }
                allStopped = supervisor.StopAllAsync();
                continue;
            }
            next = null;
            var signal = await signals.NextAsync().ConfigureAwait(false);
            var name = signal.Name[3..];
            if (signal == Reopen)
            {
                lines.Reopen();
                Sentences.Reopened(log);
            }
            else if (signal != Signal.Hangup && !settings.StopOnTerminate)
            {
                Sentences.Received(log, name);
                Sentences.Exiting(log);
                return ExitCode.Done;
            }
            else if (allStopped is null || (stopping is null && signal == Signal.Hangup))
            {
                Sentences.StoppingAll(log, name);
                stopping = signal;
                allStopped = supervisor.StopAllAsync();
            }
            else
            {
                if (signal == stopping)
                    Sentences.ExitingImmediately(log, name);
                else
                    Sentences.Exiting(log);
                return signal == Signal.Hangup ? ExitCode.HungUp : ExitCode.Done;
            }
        }
    }

    /// <summary>That of the essential profile that ended, if one did.</summary>
    private static async Task<int> EndAsync(Supervisor supervisor) =>
        supervisor.EssentialEnded.IsCompleted ? await supervisor.EssentialEnded.ConfigureAwait(false) : ExitCode.Done;

    /// <summary>Tells the command that started the daemon; it waits for this.</summary>
    private void Answer(string answer)
    {
        // Once only: the number may be another descriptor's by then.
        if (answered || settings.Prepared?.ReadyDescriptor is not { } fd)
            return;
        answered = true;
        using var pipe = new Descriptor(fd);
        try
        {
            pipe.Write(answer);
        }
        catch (IOException)
        {
            // The command was ended meanwhile: nobody waits for the answer any more.
        }
    }
}
