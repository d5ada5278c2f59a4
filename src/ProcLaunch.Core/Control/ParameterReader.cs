using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProcLaunch.Control;

/// <summary>Reads the parameters of a method; what is wrong with them is said in words.</summary>
internal static class ParameterReader
{
    /// <exception cref="RpcException">They are not what the method takes.</exception>
    public static T Read<T>(JsonElement parameters, JsonTypeInfo<T> type, T none)
    {
        if (parameters.ValueKind == JsonValueKind.Undefined)
            return none;
        if (parameters.ValueKind != JsonValueKind.Object)
            throw Wrong("parameters are given by name, as a JSON object");
        var known = type.Properties.Select(property => property.Name).ToList();
        foreach (var given in parameters.EnumerateObject())
        {
            if (!known.Contains(given.Name))
                throw Wrong(known.Count == 0 ? $"there is no parameter {given.Name}: it takes none" : $"there is no parameter {given.Name}: it takes {string.Join(", ", known)}");
        }
        try
        {
            return parameters.Deserialize(type) ?? none;
        }
        catch (JsonException e)
        {
            throw Wrong($"the parameter {e.Path?.TrimStart('$', '.')} has a value of the wrong kind");
        }
    }

    private static RpcException Wrong(string what) => new(ErrorCode.InvalidParams, what);
}
