namespace ProcLaunch.Profiles;

/// <summary>Reads signals where users write them, and says what would be right.</summary>
internal static class KnownSignal
{
    public const string WhatToWrite = "write for example TERM, SIGTERM, 15 or RTMIN+1";

    private static readonly Signal Stop = new(19);

    /// <returns>Why the text is no signal, or null.</returns>
    public static string? Problem(string text, out Signal signal) =>
        Signal.TryParse(text, out signal) ? null : $"{Quoted.Text(text)} is no signal";

    /// <returns>Why no service can reload on the signal, or null: it never gets to see these two.</returns>
    public static string? ReloadProblem(Signal signal) =>
        signal == Signal.Kill ? $"{signal} would kill the service instead of reloading it"
        : signal == Stop ? $"{signal} would suspend the service instead of reloading it"
        : null;
}
