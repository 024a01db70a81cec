using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Tests.Http;

/// <summary>Just enough of a core to see what the shell does with requests and answers: objects by path, no rules.</summary>
internal sealed class TinyCore
{
    private readonly ConcurrentDictionary<string, JsonObject> _objects = new();
    private int _version;

    public ResourceRegistry Registry { get; } = new(BuiltInResources.All);

    public ConcurrentQueue<ApiRequest> Requests { get; } = new();

    public Channel<WatchEvent> Events { get; } = Channel.CreateUnbounded<WatchEvent>();

    /// <summary>Answers instead of the store when it gives something.</summary>
    public Func<ApiRequest, ApiResult?> Override { get; set; } = static _ => null;

    public ApiResult Handle(ApiRequest request, DateTimeOffset now)
    {
        Requests.Enqueue(request);
        if (Override(request) is { } given)
            return given;
        var path = request.Path.TrimEnd('/');
        if (request.Query.ContainsKey("watch"))
            return new ApiWatch(new ChannelStream(Events));
        if (request.Method == "POST")
            return Create(path, JsonNode.Parse(request.Body.Span)!.AsObject(), now);
        if (_objects.TryGetValue(path, out var found))
            return new ApiResponse(200, found.DeepClone(), []);
        var items = _objects.Where(pair => Path.GetDirectoryName(pair.Key) == path).OrderBy(pair => pair.Key).ToArray();
        var target = ResourcePath.Parse(path)!;
        return target.Name.Length > 0
            ? StatusDocument.Failure(404, "NotFound", $"{target.Plural} \"{target.Name}\" not found")
            : new ApiResponse(200, new JsonObject
            {
                ["kind"] = "List",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = $"{_version}" },
                ["items"] = new JsonArray([.. items.Select(pair => pair.Value.DeepClone())]),
            }, []);
    }

    private ApiResponse Create(string path, JsonObject body, DateTimeOffset now)
    {
        var version = Interlocked.Increment(ref _version);
        var name = body["metadata"]!["name"]!.GetValue<string>();
        body["metadata"]!["uid"] = $"uid-{version}";
        body["metadata"]!["resourceVersion"] = $"{version}";
        body["metadata"]!["creationTimestamp"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");
        return _objects.TryAdd($"{path}/{name}", body)
            ? new ApiResponse(201, body.DeepClone(), [])
            : StatusDocument.Failure(409, "AlreadyExists", $"\"{name}\" already exists");
    }

    private sealed class ChannelStream(Channel<WatchEvent> events) : IWatchStream
    {
        public async ValueTask<WatchEvent?> NextAsync(CancellationToken cancellationToken) =>
            await events.Reader.WaitToReadAsync(cancellationToken) && events.Reader.TryRead(out var next) ? next : null;

        public void Dispose()
        {
        }
    }
}
