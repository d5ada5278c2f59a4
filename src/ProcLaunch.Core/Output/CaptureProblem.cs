namespace ProcLaunch.Output;

/// <summary>Something that cost output of a service, as data; the sentence is made where all sentences are.</summary>
/// <param name="Name">The profile.</param>
/// <param name="Reason">The system's words, for example «no space left on device».</param>
/// <param name="DroppedLines">Lines lost wholly or in part since <see cref="CaptureProblemKind.Dropping"/> was reported.</param>
/// <param name="DroppedBytes">Bytes lost since then.</param>
internal sealed record CaptureProblem(string Name, CaptureProblemKind Kind, string Reason, long DroppedLines = 0, long DroppedBytes = 0);
