using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

/// <summary>What a storm plays with: graphs of both versions in two halves, some of them with a scaling adapter.</summary>
internal sealed class StormFleet : IAsyncDisposable
{
    public const string Left = "left";
    public const string Right = "right";

    /// <summary>About two thirds of what the clients would take if nobody stopped them.</summary>
    public const int MaxGpus = 170;

    private const int GraphsPerHalf = 24;
    private const int AdaptersPerHalf = 6;

    private StormFleet(Fleet fleet) => Fleet = fleet;

    public Fleet Fleet { get; }

    public IReadOnlyList<(string Version, string Place, string Name)> Graphs { get; private set; } = [];

    /// <summary>Paths of their <c>/scale</c>.</summary>
    public IReadOnlyList<string> Scales { get; private set; } = [];

    /// <summary>Everything at 0 replicas, before there is a gate.</summary>
    public static async Task<StormFleet> CreateAsync(IApiServerUnderTest server)
    {
        var storm = new StormFleet(await Fleet.CreateAsync(server, MaxGpus, "{}", Left, Right));
        storm.Graphs = [.. await Task.WhenAll(storm.Fleet.Namespaces.SelectMany(place => Enumerable.Range(0, GraphsPerHalf).Select(i => storm.AddAsync(place, i))))];
        storm.Scales = [.. await Task.WhenAll(storm.Fleet.Namespaces.SelectMany(place => Enumerable.Range(0, AdaptersPerHalf).Select(i => storm.AddAdapterAsync(place, i))))];
        return storm;
    }

    public ValueTask DisposeAsync() => Fleet.DisposeAsync();

    private async Task<(string Version, string Place, string Name)> AddAsync(string place, int i)
    {
        var (version, name) = (VersionOf(i), $"graph-{i}");
        await Fleet.AddGraphAsync(version, name, 0, 0, 1 + (i / 2 % 2), place);
        return (version, place, name);
    }

    private async Task<string> AddAdapterAsync(string place, int i)
    {
        var adapters = Fleet.AdaptersPath(VersionOf(i), place);
        (await Fleet.Admin.PostAsync(adapters, Adapter(VersionOf(i), $"graph-{i}", "decode", 0))).IsAllowed();
        return $"{adapters}/graph-{i}-decode/scale";
    }

    private static string VersionOf(int i) => i % 2 == 0 ? V1Alpha1 : V1Beta1;
}
