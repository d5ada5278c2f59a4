namespace ProcLaunch.Lifecycle;

/// <summary>What is worth telling: data. The words are the log's, and any other reader's, own.</summary>
internal abstract record Notice
{
    public sealed record Added : Notice;

    public sealed record Removed : Notice;

    /// <param name="Again">Its restart policy starts it.</param>
    public sealed record Starting(bool Again = false) : Notice;

    public sealed record Running(int Pid) : Notice;

    /// <summary>Its readiness check has passed.</summary>
    public sealed record Ready : Notice;

    /// <summary>Its health check failed too often.</summary>
    public sealed record Unhealthy(string Reason) : Notice
    {
        public string Problem => $"unhealthy: {Reason}";
    }

    public sealed record Adopted(int Pid) : Notice;

    public sealed record Died(ProfileMode Mode, int Pid, ExitStatus Status) : Notice;

    public sealed record Restarting(TimeSpan Delay, int Failures) : Notice;

    public sealed record Reloading(int Pid) : Notice;

    public sealed record Stopping : Notice;

    public sealed record Stopped : Notice;

    public sealed record Disappeared : Notice;

    /// <param name="Status">How it ended; null when no process of it did.</param>
    public sealed record StartFailed(string Reason, ExitStatus? Status) : Notice
    {
        /// <summary>The last lines that this run wrote, oldest first; known only to the log.</summary>
        public IReadOnlyList<string> Output { get; init; } = [];

        public string Problem => $"start failed: {Reason}";
    }

    public sealed record GaveUp(int Restarts, TimeSpan Window) : Notice
    {
        public string Problem => $"gave up after {Restarts} restarts within {DisplayText.Of(Window)}";
    }

    public sealed record Signalled(Signal Signal, int Pid) : Notice;

    /// <summary>It did not end in time.</summary>
    /// <param name="Again">SIGKILL was sent before, and it is still there.</param>
    public sealed record Killing(TimeSpan After, bool Again) : Notice;

    public sealed record Invalid(IReadOnlyList<ProfileProblem> Problems, bool Runs) : Notice;

    public sealed record Changed : Notice;

    /// <summary>It was to be started, and waits for another profile.</summary>
    public sealed record WaitsFor(DependencyWait What) : Notice;

    /// <summary>It is essential and has ended for good: everything is being stopped.</summary>
    public sealed record EssentialEnded(int Code) : Notice;

    public sealed record LeftBehind : Notice;

    public sealed record LauncherEnded(ExitStatus Status) : Notice;

    public sealed record PidFileRefused(string Reason) : Notice;

    public sealed record Trouble(string What) : Notice;

    /// <summary>A trigger that the state does not expect: a bug that shows, never a second process.</summary>
    public sealed record Unexpected(ProfileState State, ProfileTrigger Trigger) : Notice;

    /// <summary>Handling an event failed: a bug that concerns this profile alone.</summary>
    public sealed record Bug(string What) : Notice;
}
