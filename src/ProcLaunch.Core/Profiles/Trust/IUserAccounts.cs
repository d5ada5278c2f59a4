namespace ProcLaunch.Profiles;

/// <summary>The system's users.</summary>
internal interface IUserAccounts
{
    /// <summary>The user this process runs as.</summary>
    uint CurrentUid { get; }

    /// <summary>Finds a user by name or by decimal uid; null when there is none.</summary>
    UserAccount? Find(string nameOrUid);
}
