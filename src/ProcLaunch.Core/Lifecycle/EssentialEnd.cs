namespace ProcLaunch.Lifecycle;

/// <summary>An essential profile has ended for good.</summary>
/// <param name="Code">What the program is to exit with: its exit code, 128 + signal, or 1 where that is unknown.</param>
internal readonly record struct EssentialEnd(string Profile, int Code)
{
    private const int SignalBase = 128;

    public static EssentialEnd Of(Profile profile) => new(profile.Name, profile.LastEnd switch
    {
        // Even 0 is a failure of a start that was never confirmed.
        { Code: 0 } when profile.Record.Failure is not null => 1,
        { Code: { } code } => code,
        { Signal: { } signal } => SignalBase + signal.Number,
        _ => 1,
    });
}
