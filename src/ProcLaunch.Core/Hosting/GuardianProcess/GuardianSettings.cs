namespace ProcLaunch.Hosting;

/// <summary>That services end with the process that hosts us.</summary>
/// <param name="StateDirectory">Where whoever comes next looks whether that has been done.</param>
/// <param name="RemovesDirectory">The state directory is temporary and goes with them.</param>
internal sealed record GuardianSettings(string StateDirectory, bool RemovesDirectory);
