using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ProcLaunch.Core.Tests.Documentation;

/// <summary>Types and members in the words of C#.</summary>
internal static class CSharp
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Declaration(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : IsRecord(type) ? type.IsValueType ? "record struct" : "record" : type.IsValueType ? "struct" : "class";
        var modifier = type.IsValueType || type.IsInterface ? type.IsDefined(typeof(IsReadOnlyAttribute), false) ? "readonly " : ""
            : type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        var above = type.IsEnum || type.IsValueType || type.BaseType is null || type.BaseType == typeof(object) ? [] : new[] { Name(type.BaseType) };
        var interfaces = type.IsEnum ? [] : type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(one => !IsRecord(type) || Name(one) != $"IEquatable<{Name(type)}>");
        string[] bases = [.. above, .. interfaces.Select(Name).Order(StringComparer.Ordinal)];
        return $"{modifier}{kind} {Name(type)}{(bases.Length > 0 ? " : " : "")}{string.Join(", ", bases)}";
    }

    public static string Declaration(MemberInfo member) => member switch
    {
        FieldInfo { DeclaringType.IsEnum: true } value => string.Create(CultureInfo.InvariantCulture, $"{value.Name} = {value.GetRawConstantValue()}"),
        FieldInfo field => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static readonly " : "")}{Name(field.FieldType, Nullability.Create(field))} {field.Name}",
        ConstructorInfo constructor => $"{Protection(constructor)}{Plain(constructor.DeclaringType!.Name)}({Parameters(constructor)})",
        PropertyInfo property => Property(property),
        MethodInfo method => $"{Protection(method)}{Modifier(method)}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {Plain(method.Name)}{Generic(method)}({Parameters(method)})",
        _ => $"event {member}",
    };

    public static string Name(Type type) => Name(type, null);

    private static string Name(Type type, NullabilityInfo? known)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Name(underlying)}?";
        var mark = known?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!, known?.ElementType)}[]{mark}";
        if (!type.IsGenericType)
            return $"{Keywords.GetValueOrDefault(type, type.Name)}{mark}";
        var arguments = type.GetGenericArguments().Select((argument, index) => Name(argument, known?.GenericTypeArguments.ElementAtOrDefault(index)));
        return $"{Plain(type.Name)}<{string.Join(", ", arguments)}>{mark}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(true);
        var shown = accessors.Where(accessor => accessor.IsPublic || accessor.IsFamily).ToList();
        var isRequired = property.IsDefined(typeof(RequiredMemberAttribute), false) ? "required " : "";
        var name = property.GetIndexParameters() is { Length: > 0 } ? $"this[{Parameters(property.GetMethod!)}]" : property.Name;
        var writes = property.SetMethod is { } setter && shown.Contains(setter)
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;" : "";
        return $"{Protection(shown[0])}{Modifier(shown[0])}{isRequired}{Name(property.PropertyType, Nullability.Create(property))} {name} {{{(property.CanRead ? " get;" : "")}{writes} }}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var before = parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : parameter.IsOut ? "out " : "";
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return $"{before}{Name(type, Nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Value(parameter)}" : "")}";
    }));

    private static string Value(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        var value when parameter.ParameterType.IsEnum => $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Protection(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static string Modifier(MethodBase method) =>
        method.IsStatic ? "static " : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract " : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Plain(string name) => name.Split('`')[0];

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || type is { IsValueType: true } && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
