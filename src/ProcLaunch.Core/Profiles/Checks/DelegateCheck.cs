namespace ProcLaunch.Profiles;

/// <summary>A function of the app answers true.</summary>
internal sealed record DelegateCheck(Func<CancellationToken, Task<bool>> Check) : ReadyWhen
{
    internal override string Wanted => "the app's own check holds";

    internal override bool CanBeWritten => false;
}
