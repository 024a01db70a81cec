using KubeOpsPlanner.EndToEnd.Fleets;
using KubeOpsPlanner.Testing;
using static KubeOpsPlanner.EndToEnd.Fleets.GraphManifests;

namespace KubeOpsPlanner.EndToEnd.Faults;

/// <summary>Tenants who scale at random, whatever becomes of their requests.</summary>
internal static class Clients
{
    /// <summary>No answer: the connection broke.</summary>
    public const int Lost = 0;

    private const int Count = 3;
    private const int WritesEach = 6;
    private const int MostReplicas = 5;

    /// <returns>The code of each answer.</returns>
    public static async Task<IReadOnlyList<int>> ScaleAtRandomAsync(Fleet fleet, params string[] graphs) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, Count).Select(client => ScaleAsync(fleet, graphs, client)))).SelectMany(codes => codes)];

    private static async Task<List<int>> ScaleAsync(Fleet fleet, string[] graphs, int client)
    {
        using var caller = new Caller(fleet.Server, client % 2 == 0 ? TestUser.Alice : TestUser.Bob);
        var random = new Random(2000 + client);
        var codes = new List<int>();
        for (var i = 0; i < WritesEach; i++)
        {
            var path = $"{fleet.GraphsPath(V1Beta1)}/{graphs[random.Next(graphs.Length)]}";
            var patch = ReplicasPatch(V1Beta1, ("prefill", random.Next(MostReplicas + 1)), ("decode", random.Next(MostReplicas + 1)));
            try
            {
                codes.Add((await caller.JsonPatchAsync(path, patch)).Code);
            }
            catch (HttpRequestException)
            {
                codes.Add(Lost);
            }
        }

        return codes;
    }
}
