namespace ProcLaunch.Control;

/// <summary>The error codes of the protocol: those of JSON-RPC 2.0, and from -32000 on our own.</summary>
internal static class ErrorCode
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;

    /// <summary>The peer is another user, or there are too many connections.</summary>
    public const int Refused = -32000;

    public const int NoSuchProfile = -32001;

    /// <summary>The supervisor ended before it was done, or events were lost to a client that was too slow.</summary>
    public const int Unavailable = -32002;
}
