namespace ProcLaunch.Lifecycle;

/// <summary>One instance of a profile, from launch to the last of its processes.</summary>
/// <param name="number">Unique for the life of the supervisor: pids and names are reused, runs are not.</param>
/// <param name="instance">The random part of the marker its processes carry in their environment.</param>
/// <param name="definition">What it was started with: it is stopped by the same.</param>
internal sealed class Run(long number, string instance, ProfileDefinition definition)
{
    public long Number { get; } = number;

    public string Instance { get; } = instance;

    public ProfileDefinition Definition { get; set; } = definition;

    /// <summary>The process we made: of a daemon, the one that launches it.</summary>
    public ProcessIdentity? Launched { get; set; }

    /// <summary>The process that is the service, once confirmed.</summary>
    public ProcessIdentity? Service { get; set; }

    /// <summary>When it was confirmed.</summary>
    public TimeSpan? RunningSince { get; set; }

    /// <summary>When SIGKILL follows the stop signal; null until that was sent.</summary>
    public TimeSpan? KillAt { get; set; }

    /// <summary>Until when the start has to be confirmed, and a stop lets a daemon's <c>run</c> finish.</summary>
    public TimeSpan StartBy { get; set; }

    /// <summary>A daemon's <c>run</c> has ended: there is nothing to wait for before what it made is stopped.</summary>
    public bool LauncherDone { get; set; }

    /// <summary>A daemon's <c>run</c> is at work and was not told to end.</summary>
    public bool LaunchesStill => Definition.Mode == ProfileMode.Daemon && Service is null && !LauncherDone && KillAt is null;

    /// <summary>True: it ended or is being stopped because something went wrong, and its policy has already decided.</summary>
    public bool Failed { get; set; }

    /// <summary>Why the readiness check did not hold last; null when it was not tried yet.</summary>
    public string? NotReadyBecause { get; set; }

    /// <summary>What the service says of itself (STATUS= of sd_notify).</summary>
    public string? StatusText { get; set; }

    public bool ReloadWhenRunning { get; set; }

    /// <summary>The service is dead; what is being stopped is what it left behind.</summary>
    public bool Remains { get; set; }

    /// <summary>How often SIGKILL was sent.</summary>
    public int Kills { get; set; }
}
