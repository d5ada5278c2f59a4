using System.Reflection;
using System.Text;

namespace ProcLaunch.Core.Tests.Documentation;

/// <summary>Prints what an assembly shows to others: types and members as C# declares them, in an order that does not depend on the compiler.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var space in assembly.GetExportedTypes().GroupBy(type => type.Namespace).OrderBy(space => space.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append("namespace ").Append(space.Key).Append('\n');
            foreach (var type in space.OrderBy(type => type.FullName, StringComparer.Ordinal))
                Print(text, type);
        }
        return text.ToString();
    }

    /// <summary>What of a type others can use, in the order in which it is printed.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared)
        .Where(IsVisible)
        .OrderBy(Rank).ThenBy(ValueOf).ThenBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.ToString(), StringComparer.Ordinal);

    /// <summary>True for what the compiler makes and nobody can comment on.</summary>
    public static bool IsGenerated(MemberInfo member) => member.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), false);

    private static void Print(StringBuilder text, Type type)
    {
        text.Append('\n').Append("  ").Append(CSharp.Declaration(type)).Append('\n');
        foreach (var member in Members(type))
            text.Append("    ").Append(CSharp.Declaration(member)).Append('\n');
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        // What the compiler makes for a record is the record's own affair, but for the ways to take it apart.
        { Name: "PrintMembers" or "EqualityContract" or "<Clone>$" } => false,
        MethodInfo { Name: "GetHashCode" or "Equals" or "ToString" or "op_Equality" or "op_Inequality" } method when IsGenerated(method) => false,
        ConstructorInfo constructor => Reachable(constructor) && !IsGenerated(constructor),
        MethodInfo { IsSpecialName: true } method => Reachable(method) && method.Name.StartsWith("op_", StringComparison.Ordinal),
        MethodInfo method => Reachable(method),
        PropertyInfo property => property.GetAccessors(true).Any(Reachable),
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        EventInfo happening => happening.AddMethod is { } add && Reachable(add),
        _ => false,
    };

    private static bool Reachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static long ValueOf(MemberInfo member) =>
        member is FieldInfo { DeclaringType.IsEnum: true } value ? Convert.ToInt64(value.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture) : 0;

    private static int Rank(MemberInfo member) => member.MemberType switch
    {
        MemberTypes.Constructor => 0,
        MemberTypes.Field => 1,
        MemberTypes.Property => 2,
        MemberTypes.Event => 3,
        _ => 4,
    };
}
