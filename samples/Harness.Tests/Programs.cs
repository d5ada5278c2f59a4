namespace Harness.Tests;

/// <summary>Programs that a machine may lack.</summary>
internal static class Programs
{
    public static void Need(string program)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!path.Any(directory => File.Exists(Path.Combine(directory, program))))
            Assert.Ignore($"{program} is not installed");
    }
}
