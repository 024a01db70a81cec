using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.EndToEnd.Servers;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Concurrency;

[Collection(nameof(ApiServers))]
public sealed class ManyClientsTests(ApiServers servers)
{
    private const int Clients = 16;
    private const int WritesPerClient = 12;
    private const int MaxGpus = 20;
    private const int MostReplicas = 5;

    private static readonly (string Version, string Half, string Name, int GpusPerReplica)[] Graphs =
    [
        (V1Alpha1, "left", "a", 1), (V1Beta1, "left", "b", 2), (V1Beta1, "left", "c", 1),
        (V1Alpha1, "right", "d", 2), (V1Beta1, "right", "e", 1), (V1Beta1, "right", "f", 1),
    ];

    [SkippableTheory]
    [EachServer]
    public async Task Two_replicas_and_many_clients_never_commit_more_than_the_ceiling_at_any_version(ServerKind kind)
    {
        var server = await servers.GetAsync(kind);
        await using var replicas = await Replicas.StartAsync(server, "left", "right");
        await using var fleet = await Fleet.CreateAsync(server, MaxGpus, "{}", "left", "right");
        await fleet.BindsAsync();
        foreach (var graph in Graphs)
        {
            await fleet.AddGraphAsync(graph.Version, graph.Name, 1, 0, graph.GpusPerReplica, PlaceOf(fleet, graph.Half));
        }

        await using var history = await WatchHistory.StartAsync(fleet);
        var codes = (await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => PatchAtRandomAsync(fleet, client)))).SelectMany(each => each).ToList();
        await history.CompleteAsync();

        Assert.DoesNotContain(history.Sums, sum => sum.Gpus > MaxGpus);
        Assert.DoesNotContain(codes, code => code is not (200 or 403 or 409 or 429));
        Assert.Contains(200, codes);
        Assert.Contains(403, codes);
        var writers = (await fleet.LedgerAsync()).Body["spec"]!["transactions"]!.AsArray().Select(each => (string)each!["writer"]!).Distinct();
        Assert.Equal(2, writers.Count());

        await Eventually.True(async () => await fleet.ReservationsAsync() == 0, "all reservations are settled");
        var asked = await fleet.AskedGpusAsync();
        await Eventually.True(
            async () => ((int?)(await fleet.BudgetAsync())["status"]?["totalGpus"], (int?)(await fleet.BudgetAsync())["status"]?["reservedGpus"]) == (asked, 0),
            $"the budget's status shows {asked} GPUs, none of them reserved");
    }

    /// <returns>The code of each answer.</returns>
    private static async Task<List<int>> PatchAtRandomAsync(Fleet fleet, int client)
    {
        // A caller gives up on an answer that takes longer than anybody may have to wait, and fails the test.
        using var caller = new Caller(fleet.Server, client % 2 == 0 ? TestUser.Alice : TestUser.Bob);
        var random = new Random(1000 + client);
        var codes = new List<int>();
        for (var i = 0; i < WritesPerClient; i++)
        {
            var graph = Graphs[random.Next(Graphs.Length)];
            var path = $"{fleet.GraphsPath(graph.Version, PlaceOf(fleet, graph.Half))}/{graph.Name}";
            var patch = ReplicasPatch(graph.Version, ("prefill", random.Next(MostReplicas + 1)), ("decode", random.Next(MostReplicas + 1)));
            codes.Add((graph.Version == V1Alpha1 ? await caller.MergeAsync(path, patch) : await caller.JsonPatchAsync(path, patch)).Code);
        }

        return codes;
    }

    private static string PlaceOf(Fleet fleet, string half) => fleet.Namespaces.Single(place => place.EndsWith(half, StringComparison.Ordinal));
}
