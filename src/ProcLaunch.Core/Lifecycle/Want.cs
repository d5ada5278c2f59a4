namespace ProcLaunch.Lifecycle;

/// <summary>What the user wants of a profile. Want is not state: that is why four states suffice.</summary>
internal enum Want
{
    Down,
    Up,

    /// <summary>Its directory is gone: stopped, then forgotten.</summary>
    Gone,
}
