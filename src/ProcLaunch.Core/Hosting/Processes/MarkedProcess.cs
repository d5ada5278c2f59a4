namespace ProcLaunch.Hosting;

/// <summary>A process that carries our marker in its environment.</summary>
internal sealed record MarkedProcess(ProcessStat Stat, string Profile, string Instance);
