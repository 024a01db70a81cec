using System.Globalization;
using System.Text.Json.Nodes;
using KubeOpsPlanner.EndToEnd.Fleets;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>Every state of every graph of a fleet, in the order in which the API server stored them.</summary>
internal sealed class WatchHistory : IAsyncDisposable
{
    private const string Graphs = "/apis/nvidia.com/v1beta1/dynamographdeployments";

    private readonly Fleet _fleet;
    private readonly CancellationTokenSource _end = new();
    private readonly StreamReader _stream;
    private readonly Dictionary<string, int> _gpus = [];
    private readonly Task _reading;
    private ulong _seen;

    private WatchHistory(Fleet fleet, JsonNode list, StreamReader stream)
    {
        _fleet = fleet;
        _stream = stream;
        foreach (var graph in list["items"]!.AsArray())
        {
            Count("ADDED", graph!);
        }

        Sums.Clear();
        Sums.Add((Version(list), _gpus.Values.Sum()));
        _reading = ReadAsync();
    }

    /// <summary>GPUs of all graphs at each resourceVersion, from the start on.</summary>
    public List<(ulong Version, int Gpus)> Sums { get; } = [];

    /// <summary>Starts with what is there.</summary>
    public static async Task<WatchHistory> StartAsync(Fleet fleet)
    {
        var list = (await fleet.Admin.GetAsync(Graphs)).Body;
        var stream = await fleet.Admin.OpenAsync(
            $"{Graphs}?watch=1&allowWatchBookmarks=true&timeoutSeconds=300&resourceVersion={Version(list)}", CancellationToken.None);
        return new WatchHistory(fleet, list, new StreamReader(stream));
    }

    /// <summary>Returns when it holds all that is stored now.</summary>
    public async Task CompleteAsync()
    {
        var items = (await _fleet.Admin.GetAsync(Graphs)).Body["items"]!.AsArray();
        var newest = items.Max(graph => Version(graph!));
        await Testing.Eventually.True(() => Volatile.Read(ref _seen) >= newest || _reading.IsFaulted, $"the watch reaches version {newest}");
        await _end.CancelAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _stream.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _stream.ReadLineAsync(_end.Token) is { } line)
            {
                var change = JsonNode.Parse(line)!;
                var type = (string)change["type"]!;
                Assert.NotEqual("ERROR", type);
                if (type != "BOOKMARK")
                {
                    Count(type, change["object"]!);
                    Volatile.Write(ref _seen, Version(change["object"]!));
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // Complete.
        }
    }

    private void Count(string type, JsonNode graph)
    {
        var place = (string)graph["metadata"]!["namespace"]!;
        if (!_fleet.Namespaces.Contains(place))
        {
            return;
        }

        var key = $"{place}/{graph["metadata"]!["name"]}";
        if (type == "DELETED")
        {
            _gpus.Remove(key);
        }
        else
        {
            _gpus[key] = GpuCount.Of(graph);
        }

        Sums.Add((Version(graph), _gpus.Values.Sum()));
    }

    private static ulong Version(JsonNode json) => ulong.Parse((string)json["metadata"]!["resourceVersion"]!, CultureInfo.InvariantCulture);
}
