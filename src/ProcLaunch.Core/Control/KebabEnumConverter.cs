using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>Writes an enumeration as the contract does: <c>gave-up</c>.</summary>
internal sealed class KebabEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
