using System.Text.Json;
using System.Text.Unicode;
using ProcLaunch.Runtime;

namespace ProcLaunch.Control;

/// <summary>From a line to its answer: the envelope of JSON-RPC 2.0.</summary>
/// <param name="subscribe">Called when a client asked for events; throws when it has them already.</param>
internal sealed class Dispatcher(ControlMethods methods, Action<Subscription> subscribe)
{
    /// <summary>The answers to a batch are kept until all are there.</summary>
    private const int LongestBatch = 64;

    private const int Deepest = 16;

    /// <summary>A document takes a multiple of the memory of what it is made of.</summary>
    private const int MostValues = 50_000;

    /// <summary>The answer when nobody asked for one.</summary>
    private static readonly ReadOnlyMemory<byte> Nobody = ReadOnlyMemory<byte>.Empty;

    private readonly List<Action> then = [];

    public async Task<EncodedResponse> AnswerAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = Parse(line);
        }
        catch (JsonException e)
        {
            return new(Messages.Error(default, ErrorCode.ParseError, $"this is not JSON: {e.Message}"), []);
        }
        catch (RpcException e)
        {
            return new(Messages.Error(default, e.Code, e.Message), []);
        }
        using (document)
        {
            var root = document.RootElement;
            var message = root.ValueKind == JsonValueKind.Array
                ? await AnswerBatchAsync(root, cancellationToken).ConfigureAwait(false)
                : await AnswerOneAsync(root, cancellationToken).ConfigureAwait(false);
            return new(message, then);
        }
    }

    private async Task<ReadOnlyMemory<byte>> AnswerBatchAsync(JsonElement batch, CancellationToken cancellationToken)
    {
        if (batch.GetArrayLength() == 0)
            return Messages.Error(default, ErrorCode.InvalidRequest, "an empty batch asks for nothing");
        if (batch.GetArrayLength() > LongestBatch)
            return Messages.Error(default, ErrorCode.InvalidRequest, $"a batch has at most {LongestBatch} requests; lines may be as many as you like");
        List<ReadOnlyMemory<byte>> answers = [];
        foreach (var request in batch.EnumerateArray())
        {
            if (await AnswerOneAsync(request, cancellationToken).ConfigureAwait(false) is { IsEmpty: false } answer)
                answers.Add(answer);
        }
        return answers.Count > 0 ? Messages.Batch(answers) : Nobody;
    }

    private async Task<ReadOnlyMemory<byte>> AnswerOneAsync(JsonElement request, CancellationToken cancellationToken)
    {
        JsonElement id = default;
        var wanted = true;
        try
        {
            if (request.ValueKind != JsonValueKind.Object)
                throw new RpcException(ErrorCode.InvalidRequest, "a request is a JSON object");
            wanted = request.TryGetProperty("id", out var given);
            if (wanted && given.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null))
                throw new RpcException(ErrorCode.InvalidRequest, "the id of a request is a string, a number or null");
            id = given;
            var (method, parameters) = Read(request, ref wanted);
            var reply = await methods.CallAsync(method, parameters, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (reply.Events is { } events)
                subscribe(events);
            if (reply.Then is { } action)
                then.Add(action);
            return wanted ? Messages.Result(id, reply.Value, reply.Type) : Nobody;
        }
        catch (RpcException e)
        {
            return wanted ? Messages.Error(id, e.Code, e.Message) : Nobody;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return wanted ? Messages.Error(id, ErrorCode.Unavailable, "the supervisor ended before this was done") : Nobody;
        }
        catch (Exception e)
        {
            return wanted ? Messages.Error(id, ErrorCode.InternalError, $"a bug in ProcLaunch: {e.GetType().Name}: {e.Message}") : Nobody;
        }
    }

    /// <param name="wanted">Set where something is so wrong that even a notification is answered.</param>
    private static (string Method, JsonElement Parameters) Read(JsonElement request, ref bool wanted)
    {
        if (!request.TryGetProperty("jsonrpc", out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"))
        {
            wanted = true;
            throw new RpcException(ErrorCode.InvalidRequest, "a request has the member \"jsonrpc\": \"2.0\"");
        }
        if (!request.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            wanted = true;
            throw new RpcException(ErrorCode.InvalidRequest, "a request has a member \"method\", a string");
        }
        request.TryGetProperty("params", out var parameters);
        return (method.GetString()!, parameters);
    }

    /// <summary>A document looks into strings only when they are asked for; here what is no text is found at once.</summary>
    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        if (!Utf8.IsValid(line.Span))
            throw new JsonException("it is not UTF-8");
        var reader = new Utf8JsonReader(line.Span, new JsonReaderOptions { MaxDepth = Deepest });
        try
        {
            for (var values = 0; reader.Read(); values++)
            {
                if (values == MostValues)
                    throw new RpcException(ErrorCode.InvalidRequest, $"the message has more than {MostValues} values");
                if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("a string has half a character, like \\ud800");
        }
        return JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = Deepest });
    }
}
