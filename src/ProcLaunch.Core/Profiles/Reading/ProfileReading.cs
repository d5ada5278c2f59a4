namespace ProcLaunch.Profiles;

/// <summary>
/// What one look at a profile's directory found. Written → validated → live: this is the second; the table keeps the last
/// good definition, which is the third.
/// </summary>
/// <param name="Name">The profile's name.</param>
/// <param name="Definition">The definition; null when the profile is invalid, or incomplete because it has no <c>run</c> (yet).</param>
/// <param name="Problems">Everything that is wrong; empty for a valid or incomplete profile.</param>
/// <param name="Stamp">Changes when a file changes whose change restarts or reloads the service, those in <see cref="Also"/> included.</param>
/// <param name="SwitchStamp">Changes when <c>restart</c> or <c>down</c> change: those take effect without a restart.</param>
internal sealed record ProfileReading(
    string Name,
    ProfileDefinition? Definition,
    IReadOnlyList<ProfileProblem> Problems,
    string Stamp,
    string SwitchStamp)
{
    /// <summary>The environment files and watched files, absolute: what to look at besides the files in the profile's directory.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The part of <see cref="Stamp"/> that changes with the files in the profile's directory alone.</summary>
    public string OwnStamp { get; init; } = "";

    /// <summary>True when someone wrote something wrong; false when it is good or only half written.</summary>
    public bool Invalid => Problems.Count > 0;

    /// <summary>A definition that an app made: each is a change.</summary>
    public static ProfileReading Of(ProfileDefinition definition) =>
        new(definition.Name, definition, [], Guid.NewGuid().ToString("N"), "")
        {
            Also = [.. definition.EnvironmentFiles.Concat(definition.Watch).Distinct()],
        };
}
