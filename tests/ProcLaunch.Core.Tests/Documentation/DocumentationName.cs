using System.Reflection;

namespace ProcLaunch.Core.Tests.Documentation;

/// <summary>What a compiler calls a type or member in its file of XML comments; overloads share the name.</summary>
internal static class DocumentationName
{
    public static string Of(Type type) => $"T:{Full(type)}";

    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo => $"M:{Full(member.DeclaringType!)}.#ctor",
        MethodInfo { IsGenericMethod: true } method => $"M:{Full(method.DeclaringType!)}.{method.Name}``{method.GetGenericArguments().Length}",
        MethodInfo => $"M:{Full(member.DeclaringType!)}.{member.Name}",
        PropertyInfo => $"P:{Full(member.DeclaringType!)}.{member.Name}",
        FieldInfo => $"F:{Full(member.DeclaringType!)}.{member.Name}",
        _ => $"E:{Full(member.DeclaringType!)}.{member.Name}",
    };

    private static string Full(Type type) => type.FullName!.Replace('+', '.');
}
