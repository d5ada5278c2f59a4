using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What goes over the control socket.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(StatusParameters))]
[JsonSerializable(typeof(OrderParameters))]
[JsonSerializable(typeof(NamesParameters))]
[JsonSerializable(typeof(SignalParameters))]
[JsonSerializable(typeof(ExplainParameters))]
[JsonSerializable(typeof(ShutdownParameters))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(Orders))]
[JsonSerializable(typeof(ExplainReport))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(EventReport))]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(Done))]
internal sealed partial class ControlJson : JsonSerializerContext;
