// Most tests here wait for the kernel, not for a processor.
[assembly: LevelOfParallelism(8)]
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
