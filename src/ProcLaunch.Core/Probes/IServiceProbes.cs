using ProcLaunch.Lifecycle;

namespace ProcLaunch.Probes;

/// <summary>The checks of runs, as those see them that carry out what the rules ask for.</summary>
internal interface IServiceProbes
{
    /// <summary>Opens, before a run is launched, what it will tell of itself by.</summary>
    /// <param name="otherUser">It will run as another user, who cannot reach into the state directory.</param>
    /// <exception cref="IOException">It cannot be opened; the message says why.</exception>
    ServiceLinks Prepare(long run, string instance, ProfileDefinition definition, bool otherUser);

    /// <summary>Goes on hearing a service that an earlier ProcLaunch launched.</summary>
    void Resume(long run, ProfileDefinition definition, ProcessIdentity process);

    /// <summary>Tries the readiness check until it holds.</summary>
    void AwaitReady(long run, ProfileDefinition definition);

    /// <summary>Tries the health check until it failed too often.</summary>
    void WatchHealth(long run, ProfileDefinition definition);

    /// <summary>Ends the checks of a run.</summary>
    void End(long run);

    /// <summary>The run is over.</summary>
    void Release(long run);
}
