namespace ProcLaunch.Lifecycle;

/// <summary>Between a profile and the record that is kept of it.</summary>
internal sealed class Records
{
    private long last;

    public ProfileRecord Of(Profile profile) => new()
    {
        Sequence = ++last,
        Profile = profile.Name,
        State = profile.State,
        Want = profile.Want,
        ByHand = profile.ByHand,
        Definition = profile.Run?.Definition ?? profile.Definition,
        Stamp = profile.Stamp,
        SwitchStamp = profile.SwitchStamp,
        Instance = profile.Run?.Instance,
        Launched = profile.Run?.Launched,
        Service = profile.Run?.Service,
        Since = profile.Since,
        RunningSince = profile.Run?.RunningSince,
        KillAt = profile.Run?.KillAt,
        Failed = profile.Run?.Failed ?? false,
        NotBefore = profile.NotBefore,
        Failures = profile.History.Failures,
        RestartTimes = profile.History.Restarts,
        Restarts = profile.Restarts,
        LastExit = profile.LastExit,
        Failure = profile.Failure,
    };

    /// <summary>Fills a profile that was just made; its run and state follow from what is still alive.</summary>
    public static void Restore(Profile profile, ProfileRecord record)
    {
        // The last good definition: not startable by it before the files were read.
        profile.Definition = record.Definition;
        profile.Want = record.Want;
        profile.ByHand = record.ByHand;
        profile.Stamp = record.Stamp;
        profile.SwitchStamp = record.SwitchStamp;
        profile.Since = record.Since;
        profile.NotBefore = record.NotBefore;
        profile.History = new RestartHistory(record.Failures, record.RestartTimes);
        profile.Restarts = record.Restarts;
        profile.LastExit = record.LastExit;
        profile.Failure = record.Failure;
    }
}
