namespace ProcLaunch.Hosting;

/// <summary>What a service's whole process group uses.</summary>
/// <param name="CpuPercent">Processor time per time passed; 100 is one core kept busy.</param>
/// <param name="MemoryBytes">What of its members is in memory, added up: pages that several of them share count once for each.</param>
internal readonly record struct GroupUsage(double CpuPercent, long MemoryBytes);
