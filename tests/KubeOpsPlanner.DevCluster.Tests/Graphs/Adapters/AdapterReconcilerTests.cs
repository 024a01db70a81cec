using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Adapters;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs.Adapters;

public sealed class AdapterReconcilerTests
{
    private static readonly ObjectKey Key = new("inference", "chat-decode");

    private readonly PatchLog _cluster = new();
    private readonly EventLog _events = new();

    [Fact]
    public async Task A_mirrored_scale_is_an_event_and_a_status()
    {
        var result = await Reconciler().ReconcileAsync(Key, CancellationToken.None);

        Assert.Equal(ReconcileResult.Done, result);
        Assert.Equal(["Scaled: Scaled decode of graph chat from 2 to 5 replicas"], _events.Entries);
        Assert.Equal(["dynamographdeployments/chat", "dynamographdeploymentscalingadapters/chat-decode/status"], _cluster.Writes);
        Assert.Equal(5, _cluster.Bodies[1]["status"]!["replicas"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_refusal_is_an_event_and_is_tried_again_ever_more_rarely()
    {
        _cluster.Refusal = new ClusterException(HttpStatusCode.Forbidden, "Forbidden", "GlobalBudget \"fleet\" allows 4 GPUs");
        var reconciler = Reconciler();

        var first = await reconciler.ReconcileAsync(Key, CancellationToken.None);
        var second = await reconciler.ReconcileAsync(Key, CancellationToken.None);

        Assert.Equal(
            (TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1)), (first.RequeueAfter!.Value, second.RequeueAfter!.Value));
        Assert.Equal(2, _events.Entries.Count(entry => entry == "UpdateFailed: GlobalBudget \"fleet\" allows 4 GPUs"));

        _cluster.Refusal = null;
        Assert.Null((await reconciler.ReconcileAsync(Key, CancellationToken.None)).RequeueAfter);
    }

    private AdapterReconciler Reconciler() => new(
        new FixedStore<DynamoGraphDeploymentScalingAdapter>(Sample.Adapter("chat-decode", "decode", 5)),
        new FixedStore<KubeOpsPlanner.DevCluster.Graphs.Objects.GraphObject>(Sample.Graph("decode:decode:2:1")),
        _cluster,
        _events);

    private sealed class EventLog : IEventRecorder
    {
        public List<string> Entries { get; } = [];

        public void Record(ApiResource api, ObjectMeta about, EventKind kind, string reason, string message) =>
            Entries.Add($"{reason}: {message}");
    }

    private sealed class FixedStore<T>(T item) : IStore<T> where T : class, IKubernetesObject
    {
        public bool HasSynced => true;

        public ulong ResourceVersion => 1;

        public T? Get(ObjectKey key) => key == item.Metadata.Key ? item : null;

        public IReadOnlyCollection<T> List() => [item];

        public IReadOnlyCollection<T> ByIndex(string index, string value) => throw new ArgumentException($"no index {index}");

        public IDisposable Subscribe(Action<StoreChange<T>> onChange) => throw new NotSupportedException();
    }

    private sealed class PatchLog : ICluster
    {
        public List<string> Writes { get; } = [];

        public List<JsonNode> Bodies { get; } = [];

        public ClusterException? Refusal { get; set; }

        public Task<JsonElement> PatchAsync(ApiResource api, ObjectKey key, ClusterPatch patch, CancellationToken cancellationToken)
        {
            if (Refusal is not null)
            {
                throw Refusal;
            }

            Writes.Add($"{api.Plural}/{key.Name}{(patch.Subresource is { } part ? "/" + part : "")}");
            Bodies.Add(patch.Body);
            return Task.FromResult(default(JsonElement));
        }

        public Task<T?> GetAsync<T>(Resource<T> resource, ObjectKey key, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => throw new NotSupportedException();

        public Task<Listing<T>> ListAsync<T>(Resource<T> resource, ListScope? scope, CancellationToken cancellationToken)
            where T : class, IKubernetesObject => throw new NotSupportedException();

        public Task<JsonElement> CreateAsync(ApiResource api, JsonObject body, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<JsonElement> ReplaceAsync(
            ApiResource api, ObjectKey key, JsonObject body, string? subresource, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task DeleteAsync(ApiResource api, ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
