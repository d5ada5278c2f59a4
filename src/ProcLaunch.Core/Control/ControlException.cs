namespace ProcLaunch.Control;

/// <summary>A supervisor answered with an error; the message is its own.</summary>
/// <param name="code">The code; see the protocol in <c>docs/control.md</c>.</param>
/// <param name="message">What the supervisor said.</param>
public sealed class ControlException(int code, string message) : Exception(message)
{
    /// <summary>The code: one of JSON-RPC 2.0, or one from -32099 to -32000.</summary>
    public int Code { get; } = code;

    /// <summary>True: a profile that was named does not exist.</summary>
    public bool IsNoSuchProfile => Code == ErrorCode.NoSuchProfile;
}
