namespace ProcLaunch.Cli.Tests.Packages;

/// <summary>Runs <c>dotnet</c> as from a fresh shell, with packages of its own and nothing that stays behind.</summary>
internal sealed class Sdk(World world)
{
    // Building takes longer than anything that is tested.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly (string Name, string Value)[] Variables =
    [
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"),
        ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"),
        ("DOTNET_NOLOGO", "1"),
        ("MSBUILDDISABLENODEREUSE", "1"),
        ("UseSharedCompilation", "false"),
    ];

    /// <returns>What it wrote.</returns>
    public async Task<string> Run(params string[] arguments)
    {
        // `dotnet test` leaves variables behind that would lead a build astray.
        string[] fresh = [.. Inherited().SelectMany(name => new[] { "-u", name }), .. Variables.Select(variable => $"{variable.Name}={variable.Value}"), $"NUGET_PACKAGES={world.Root}/packages"];
        var process = world.StartProcess("/usr/bin/env", [.. fresh, "dotnet", .. arguments]);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await Task.WhenAll(output, error, process.WaitForExitAsync()).WaitAsync(Patience);
        process.ExitCode.Should().Be(0, $"dotnet {string.Join(' ', arguments)} said: {await output}{await error}");
        return await output;
    }

    private static IEnumerable<string> Inherited() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST_", StringComparison.Ordinal));
}
