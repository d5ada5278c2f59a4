namespace ProcLaunch.Control;

/// <summary>The answer of methods that have nothing to say but that it is done. A later version may say more.</summary>
internal sealed record EmptyResult;
