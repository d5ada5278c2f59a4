using System.Reflection;
using System.Xml.Linq;

namespace ProcLaunch.Core.Tests.Documentation;

public sealed class PublicApiTests
{
    /// <summary>APPROVE=1 in the environment writes the new text, to be looked at in the diff.</summary>
    [Test]
    public void The_public_surface_is_the_approved_one()
    {
        var path = Repository.Path("docs/api.txt");
        var printed = PublicApi.Of(typeof(Supervisor).Assembly);

        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, printed);
        File.Exists(path).Should().BeTrue("APPROVE=1 dotnet test writes it");
        File.ReadAllText(path).Split('\n').Should().Equal(printed.Split('\n'), "the public API changes on purpose only (APPROVE=1 dotnet test rewrites the file)");
    }

    [Test]
    public void Every_public_type_and_member_says_what_it_is()
    {
        var library = typeof(Supervisor).Assembly;
        var written = XDocument.Load(Path.ChangeExtension(library.Location, ".xml")).Descendants("member")
            .Where(member => member.Elements().Any(element => element.Value.Length > 0 || element.Name == "inheritdoc"))
            .Select(member => member.Attribute("name")!.Value.Split('(')[0])
            .ToHashSet();

        var silent = library.GetExportedTypes()
            .SelectMany(type => PublicApi.Members(type).Where(IsWritten).Select(DocumentationName.Of).Prepend(DocumentationName.Of(type)))
            .Where(name => !written.Contains(name));

        silent.Should().BeEmpty();
    }

    /// <summary>Not what the compiler makes, a constructor without parameters included.</summary>
    private static bool IsWritten(MemberInfo member) => !PublicApi.IsGenerated(member) && !(member is ConstructorInfo constructor && constructor.GetParameters().Length == 0);
}
