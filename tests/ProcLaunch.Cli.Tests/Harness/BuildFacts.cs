using System.Reflection;

namespace ProcLaunch.Cli.Tests;

/// <summary>What only the build knows.</summary>
internal static class BuildFacts
{
    public static string Configuration => Of("Configuration");

    /// <summary>The folder into which packages were restored.</summary>
    public static string PackageCache => Of("PackageCache");

    private static string Of(string name) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == name).Value!;
}
