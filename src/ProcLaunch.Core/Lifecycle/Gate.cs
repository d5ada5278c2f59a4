namespace ProcLaunch.Lifecycle;

/// <summary>What the others allow a profile at a moment.</summary>
/// <param name="MayStart">Nothing is to be waited for, and not everything is being stopped.</param>
/// <param name="MustStop">Everything is being stopped, and nothing that depends on it is left.</param>
internal readonly record struct Gate(bool MayStart, bool MustStop);
