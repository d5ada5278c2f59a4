namespace ProcLaunch.Hosting;

/// <summary>A process could not be made; the message is the reason, as people read it.</summary>
internal sealed class LaunchException(string reason) : Exception(reason);
