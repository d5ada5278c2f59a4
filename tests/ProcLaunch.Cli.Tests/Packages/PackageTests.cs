using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using ProcLaunch.Cli.Tests.Commands;

namespace ProcLaunch.Cli.Tests.Packages;

/// <summary>
/// What <c>dotnet pack</c> makes, installed as a user installs it. No feed is asked: besides the packages under test there is
/// only what the repository itself was restored from.
/// </summary>
public sealed class PackageTests
{
    private World world = null!;
    private Sdk sdk = null!;

    private string Feed => $"{world.Root}/feed";

    [OneTimeSetUp]
    public async Task Pack()
    {
        world = new World();
        sdk = new Sdk(world);
        File.WriteAllText($"{world.Root}/nuget.config", $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{BuildFacts.PackageCache}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var project in new[] { "ProcLaunch.Core", "ProcLaunch.Cli" })
            await sdk.Run("pack", $"{Approved.Root()}/src/{project}", "--no-build", "--configuration", BuildFacts.Configuration, "--output", Feed);
    }

    [OneTimeTearDown]
    public ValueTask Remove() => world.DisposeAsync();

    [Test]
    public void The_library_comes_with_its_documentation_and_the_schema()
    {
        using var package = ZipFile.OpenRead(Packed("ProcLaunch.Core", "nupkg"));

        Names(package).Should().Contain(["README.md", "lib/net10.0/ProcLaunch.Core.dll", "lib/net10.0/ProcLaunch.Core.xml", "schema/profile.schema.json"]);
        About(package).Should().Contain("license", "MIT").And.Contain("readme", "README.md").And.ContainKeys("description", "tags", "authors");
        Names(ZipFile.OpenRead(Packed("ProcLaunch.Core", "snupkg"))).Should().Contain("lib/net10.0/ProcLaunch.Core.pdb");
    }

    [Test]
    public void The_tool_comes_with_its_manual()
    {
        using var package = ZipFile.OpenRead(Packed("ProcLaunch.Cli", "nupkg"));

        Names(package).Should().Contain(["README.md", "man/man1/proclaunch.1", "tools/net10.0/any/proclaunch.dll"]);
        About(package).Should().Contain("license", "MIT").And.ContainKeys("description", "tags", "authors");
    }

    [Test]
    public void The_library_is_built_so_that_building_it_again_makes_the_same()
    {
        using var package = ZipFile.OpenRead(Packed("ProcLaunch.Core", "nupkg"));
        var library = new MemoryStream();
        using (var packed = package.GetEntry("lib/net10.0/ProcLaunch.Core.dll")!.Open())
            packed.CopyTo(library);
        library.Position = 0;

        using var image = new PEReader(library);
        image.ReadDebugDirectory().Should().Contain(entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Test]
    public async Task A_program_that_installs_the_library_runs_a_profile_with_it()
    {
        Directory.CreateDirectory($"{world.Root}/app");
        File.WriteAllText($"{world.Root}/app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ProcLaunch.Core" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText($"{world.Root}/app/Program.cs", """
            using ProcLaunch;

            await using var supervisor = new Supervisor();
            var greeter = supervisor.Add(new ProfileDefinition("greeter")
            {
                Command = ["/bin/sh", "-c", "echo hello; exec sleep 1000"],
                Ready = ReadyWhen.Log("hello"),
            });
            await greeter.StartAsync();
            Console.WriteLine($"{greeter.Output.LastLines()[0]}, {greeter.Info.State}");
            """);

        var said = await sdk.Run("run", "--project", $"{world.Root}/app");

        said.Should().EndWith("hello, Running\n");
        world.Instances("greeter").Should().BeEmpty();
    }

    [Test]
    public async Task The_installed_tool_judges_and_supervises_profiles()
    {
        await sdk.Run("tool", "install", "ProcLaunch.Cli", "--version", Version, "--tool-path", $"{world.Root}/tools", "--configfile", $"{world.Root}/nuget.config");
        var tool = $"{world.Root}/tools/proclaunch";
        world.Add("web", "exec sleep 1000");

        (await world.Run(tool, "--version")).Should().Be(new Outcome(0, $"{Version}\n", ""));
        (await world.Run(tool, "check", world.Profiles)).Code.Should().Be(0);
        var supervisor = world.Launch(tool, "--foreground", "--on-terminate=stop", world.State, world.Profiles);
        var web = await world.Log.Running("web");

        (await supervisor.End(Processes.Term)).Should().Be(0);
        Processes.IsAlive(web).Should().BeFalse();
    }

    private static string Version => typeof(Supervisor).Assembly.GetName().Version!.ToString(3);

    private static IEnumerable<string> Names(ZipArchive package) => package.Entries.Select(entry => entry.FullName);

    private static Dictionary<string, string> About(ZipArchive package)
    {
        using var specification = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(specification).Descendants().First(element => element.Name.LocalName == "metadata").Elements()
            .ToDictionary(element => element.Name.LocalName, element => element.Value);
    }

    private string Packed(string id, string kind) => $"{Feed}/{id}.{Version}.{kind}";
}
