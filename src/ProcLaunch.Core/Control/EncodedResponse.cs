namespace ProcLaunch.Control;

/// <summary>What is sent back for one line.</summary>
/// <param name="Message">The line; empty when nobody asked for an answer.</param>
/// <param name="Then">To be done when it was sent.</param>
internal readonly record struct EncodedResponse(ReadOnlyMemory<byte> Message, IReadOnlyList<Action> Then);
