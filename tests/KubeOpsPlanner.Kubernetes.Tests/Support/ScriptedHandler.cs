using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace KubeOpsPlanner.Kubernetes.Tests.Support;

/// <summary>An API server made of prepared answers: each request takes the next one, or waits until there is one.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Channel<Func<HttpResponseMessage>> _answers = Channel.CreateUnbounded<Func<HttpResponseMessage>>();
    private readonly List<ScriptedRequest> _requests = [];

    public IReadOnlyList<ScriptedRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public void Answer(HttpStatusCode code, string body, Action<HttpResponseMessage>? change = null) => _answers.Writer.TryWrite(() =>
    {
        var response = new HttpResponseMessage(code) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        change?.Invoke(response);
        return response;
    });

    public void Answer(JsonNode body) => Answer(HttpStatusCode.OK, body.ToJsonString());

    public void Fail(Exception error) => _answers.Writer.TryWrite(() => throw error);

    public void AnswerStatus(int code, string reason, string message = "no") => Answer((HttpStatusCode)code, Status(code, reason, message).ToJsonString());

    public void AnswerList(ulong version, params JsonObject[] items) => AnswerPage(version, null, items);

    public void AnswerPage(ulong version, string? next, params JsonObject[] items) => Answer(new JsonObject
    {
        ["kind"] = "List",
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(), ["continue"] = next },
        ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
    });

    /// <summary>Answers with an open watch, which the test feeds and ends.</summary>
    public ScriptedWatch AnswerWatch()
    {
        var watch = new ScriptedWatch();
        _answers.Writer.TryWrite(() => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(watch.Stream) });
        return watch;
    }

    public static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message,
        ["reason"] = reason,
        ["code"] = code,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_requests)
        {
            _requests.Add(new ScriptedRequest(
                request.Method.Method, request.RequestUri!.PathAndQuery, body, request.Content?.Headers.ContentType?.MediaType ?? ""));
        }

        return (await _answers.Reader.ReadAsync(cancellationToken))();
    }
}

internal sealed record ScriptedRequest(string Method, string PathAndQuery, string Body, string ContentType);

internal sealed class ScriptedWatch
{
    private readonly Pipe _pipe = new();

    public Stream Stream => _pipe.Reader.AsStream();

    public void Send(string type, JsonNode @object) =>
        SendLine(new JsonObject { ["type"] = type, ["object"] = @object.DeepClone() }.ToJsonString());

    public void SendBookmark(ulong version) => Send("BOOKMARK", new JsonObject
    {
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString() },
    });

    public void SendLine(string line)
    {
        _pipe.Writer.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _pipe.Writer.FlushAsync().AsTask().Wait();
    }

    public void End() => _pipe.Writer.Complete();

    public void Break() => _pipe.Writer.Complete(new IOException("connection reset"));
}
