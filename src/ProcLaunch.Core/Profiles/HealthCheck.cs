using ProcLaunch.Profiles;

namespace ProcLaunch;

/// <summary>Whether a running service is still well. Too many failures in a row: it is stopped, and counts as failed.</summary>
public sealed record HealthCheck
{
    /// <summary>Watches over a service by a check.</summary>
    /// <param name="check">What is tried. <see cref="ReadyWhen.SystemdNotify"/> asks for <c>WATCHDOG=1</c> once per <see cref="Interval"/>.</param>
    /// <exception cref="ArgumentException">The check is a <see cref="ReadyWhen.NotifyDescriptor"/>, which tells only once.</exception>
    public HealthCheck(ReadyWhen check)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (check is DescriptorCheck)
            throw new ArgumentException("a descriptor tells only once that a service is ready", nameof(check));
        Check = check;
    }

    /// <summary>What is tried.</summary>
    public ReadyWhen Check { get; private init; }

    /// <summary>From the moment when the service is running, and from the end of an attempt, to the next one. Default 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many attempts in a row must fail. Default 3.</summary>
    public int Failures { get; init; } = 3;

    /// <summary>How long an attempt may take until it counts as failed. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="ReadyWhen.At"/>
    internal HealthCheck At(string directory) => this with { Check = Check.At(directory) };
}
