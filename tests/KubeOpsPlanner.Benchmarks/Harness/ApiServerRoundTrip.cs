using System.Text;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>A client's replica change through the embedded API server, without a webhook and then with one that answers at once.</summary>
internal sealed class ApiServerRoundTrip : IHarness
{
    private const int Warmup = 1000;

    public string Subject => "replica changes through the API server";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        using var client = new ApiServerClient(cluster.Server);
        await LoopbackCluster.DefineKindsAsync(client, cancellationToken);
        await client.SendAsync(
            HttpMethod.Post, Graphs.Path, "application/json", Encoding.UTF8.GetBytes(Graphs.Graph(1).ToJsonString()), cancellationToken);

        var without = await ChangeAsync();
        await cluster.StartHostAsync(host => host.AddAdmission<PassAll>(PlannerWebhooks.Gate), cancellationToken);
        var with = await ChangeAsync();
        return
        [
            Figure.OfLatencies("replica change through the API server, no webhook", without),
            Figure.OfLatencies("replica change through the API server, a webhook that passes all", with),
        ];

        Task<IReadOnlyList<double>> ChangeAsync() => RoundTrips.OneAfterAnotherAsync(
            i => client.SendAsync(
                HttpMethod.Patch, $"{Graphs.Path}/{Graphs.Name}", "application/json-patch+json", Graphs.ReplicaPatch(2 + i % 7), cancellationToken),
            Warmup,
            options.IsLong ? 20_000 : 2_000);
    }
}
