// Each fixture has servers of its own, on ports of their own: they may run beside each other.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
