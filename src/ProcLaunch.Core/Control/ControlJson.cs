using System.Text.Json.Serialization;

namespace ProcLaunch.Control;

/// <summary>What goes over the control socket.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(StatusParameters))]
[JsonSerializable(typeof(ProfilesParameters))]
[JsonSerializable(typeof(NamesParameters))]
[JsonSerializable(typeof(SignalParameters))]
[JsonSerializable(typeof(ExplainParameters))]
[JsonSerializable(typeof(ShutdownParameters))]
[JsonSerializable(typeof(StatusReport))]
[JsonSerializable(typeof(RequestReports))]
[JsonSerializable(typeof(ExplainReport))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(EventReport))]
[JsonSerializable(typeof(NoParameters))]
[JsonSerializable(typeof(EmptyResult))]
internal sealed partial class ControlJson : JsonSerializerContext;
