// Nothing is shared between tests but the machine. They mostly wait, so there may be more of them than processors.
[assembly: Parallelizable(ParallelScope.Children)]
[assembly: LevelOfParallelism(4)]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
