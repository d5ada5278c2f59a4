using System.Net.Sockets;

namespace Harness.Tests;

/// <summary>As much of a redis client as these tests need: a command is a line, its answer a line or two (RESP).</summary>
internal sealed class RespClient : IDisposable
{
    private readonly TcpClient connection = new();
    private readonly StreamReader answers;
    private readonly StreamWriter commands;

    public RespClient(int port)
    {
        connection.Connect("127.0.0.1", port);
        answers = new StreamReader(connection.GetStream());
        commands = new StreamWriter(connection.GetStream()) { NewLine = "\r\n", AutoFlush = true };
    }

    /// <returns>The answer; null for a key without a value.</returns>
    /// <exception cref="IOException">The server has gone.</exception>
    public async Task<string?> AskAsync(string command, CancellationToken cancellationToken)
    {
        await commands.WriteLineAsync(command.AsMemory(), cancellationToken);
        var first = await LineAsync(cancellationToken);
        return first[0] switch
        {
            '+' or ':' => first[1..],
            '$' when first == "$-1" => null,
            '$' => await LineAsync(cancellationToken),
            _ => throw new InvalidOperationException(first),
        };
    }

    public void Dispose() => connection.Dispose();

    private async Task<string> LineAsync(CancellationToken cancellationToken) =>
        await answers.ReadLineAsync(cancellationToken) ?? throw new IOException("redis has closed the connection");
}
