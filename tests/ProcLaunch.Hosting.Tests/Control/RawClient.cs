using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ProcLaunch.Control;
using ProcLaunch.Hosting.Tests.Support;

namespace ProcLaunch.Hosting.Tests.Control;

/// <summary>A client that may send what it likes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket socket;
    private readonly LineReader reader;
    private int lastId;

    private RawClient(Socket socket)
    {
        this.socket = socket;
        reader = new LineReader(socket, 1 << 28, Eventually.Deadline, TimeProvider.System);
    }

    public static async Task<RawClient> ConnectAsync(string stateDirectory)
    {
        using var endpoint = new Endpoint(stateDirectory);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(endpoint.Address).WaitAsync(Eventually.Deadline);
        return new RawClient(socket);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, deadline.Token)..];
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The next line; null at the end of the connection, however it came.</summary>
    public async Task<string?> LineAsync()
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        try
        {
            return await reader.NextAsync(deadline.Token) is { } line ? Encoding.UTF8.GetString(line.Span) : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    public async Task<JsonNode> MessageAsync() =>
        JsonNode.Parse(await LineAsync() ?? throw new AssertionException("the connection ended instead of an answer"))!;

    /// <summary>Sends a line and reads one.</summary>
    public async Task<JsonNode> AskAsync(string line)
    {
        await SendAsync(line + "\n");
        return await MessageAsync();
    }

    /// <returns>The answer to a call, whole.</returns>
    public Task<JsonNode> CallAsync(string method, string parameters = "{}") => AskAsync(Request(++lastId, method, parameters));

    /// <returns>What a call that must succeed resulted in.</returns>
    public async Task<JsonNode> ResultAsync(string method, string parameters = "{}")
    {
        var answer = await CallAsync(method, parameters);
        answer["error"].Should().BeNull();
        answer["id"]!.GetValue<int>().Should().Be(lastId);
        return answer["result"]!;
    }

    /// <returns>Code and message of a call that must fail.</returns>
    public async Task<(int Code, string Message)> ErrorAsync(string method, string parameters = "{}") => Error(await CallAsync(method, parameters));

    public static (int Code, string Message) Error(JsonNode answer)
    {
        answer["result"].Should().BeNull();
        return (answer["error"]!["code"]!.GetValue<int>(), answer["error"]!["message"]!.GetValue<string>());
    }

    public static string Request(int id, string method, string parameters = "{}") =>
        $$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""";

    /// <summary>Sends no more, and still reads.</summary>
    public void FinishSending() => socket.Shutdown(SocketShutdown.Send);

    public void Dispose() => socket.Dispose();
}
