namespace ProcLaunch.Cli.Tests.Commands;

/// <summary>Programs that a test uses and a machine may lack.</summary>
internal static class Tools
{
    public static void Need(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(directory => File.Exists(Path.Combine(directory, program))))
            Assert.Ignore($"{program} is not installed");
    }
}
