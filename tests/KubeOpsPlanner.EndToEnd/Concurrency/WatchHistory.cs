using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>Every state of every graph and adapter of a fleet, in the order in which the API server stored them.</summary>
internal sealed class WatchHistory : IAsyncDisposable
{
    private const string Graphs = "/apis/nvidia.com/v1beta1/dynamographdeployments";
    private const string Adapters = "/apis/nvidia.com/v1beta1/dynamographdeploymentscalingadapters";

    private readonly Fleet _fleet;
    private readonly ChangeStream _graphs;
    private readonly ChangeStream _adapters;

    private WatchHistory(Fleet fleet, ChangeStream graphs, ChangeStream adapters) => (_fleet, _graphs, _adapters) = (fleet, graphs, adapters);

    /// <summary>GPUs of all graphs at each resourceVersion, from the start on; filled when the history is complete.</summary>
    public IReadOnlyList<(ulong Version, int Gpus)> Sums { get; private set; } = [];

    /// <summary>Starts with what is there; nobody may write meanwhile.</summary>
    public static async Task<WatchHistory> StartAsync(Fleet fleet) =>
        new(fleet, await ChangeStream.StartAsync(fleet.Admin, Graphs), await ChangeStream.StartAsync(fleet.Admin, Adapters));

    /// <summary>Returns when it holds all that is stored now.</summary>
    public async Task CompleteAsync()
    {
        await _graphs.CompleteAsync();
        await _adapters.CompleteAsync();
        var charges = new ChargedGraphs();
        foreach (var item in ItemsOf(_graphs).Concat(ItemsOf(_adapters)))
        {
            charges.Take("ADDED", item);
        }

        List<(ulong, int)> sums = [(ChangeStream.Version(_adapters.Start), charges.Gpus)];
        // One counter numbers the changes of all kinds.
        foreach (var (type, changed, _) in _graphs.Changes.Concat(_adapters.Changes).Where(change => IsOurs(change.Object)).OrderBy(change => ChangeStream.Version(change.Object)))
        {
            charges.Take(type, changed);
            sums.Add((ChangeStream.Version(changed), charges.Gpus));
        }

        Sums = sums;
    }

    public async ValueTask DisposeAsync()
    {
        await _graphs.DisposeAsync();
        await _adapters.DisposeAsync();
    }

    private IEnumerable<JsonNode> ItemsOf(ChangeStream stream) =>
        stream.Start["items"]!.AsArray().Select(item => item!).Where(IsOurs);

    private bool IsOurs(JsonNode item) => _fleet.Namespaces.Contains((string)item["metadata"]!["namespace"]!);
}
