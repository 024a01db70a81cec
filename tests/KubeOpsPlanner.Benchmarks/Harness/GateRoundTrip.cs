using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// The whole operator: its gate alone over HTTPS, then replica changes of one client through the embedded API server.
/// A growth waits until the operator has seen the change before it, and until the ledger holds the new one.
/// </summary>
internal sealed class GateRoundTrip : IHarness
{
    private const int KibiByte = 1024;
    private const int RatePerSecond = 200;
    private const double P99GoalMicroseconds = 10_000;
    private const int Warmup = 500;
    private const int SmallReplicas = 3;
    private const int LargeReplicas = 4;
    private const int SettlingAttempts = 100;
    private static readonly TimeSpan SettlingPause = TimeSpan.FromMilliseconds(50);

    public string Subject => "the whole gate";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        using var client = new ApiServerClient(cluster.Server);
        await LoopbackCluster.DefineKindsAsync(client, cancellationToken);
        await client.SendAsync(
            HttpMethod.Post, "/apis/kubeopsplanner.io/v1alpha1/globalbudgets", "application/json",
            """
            {"apiVersion":"kubeopsplanner.io/v1alpha1","kind":"GlobalBudget","metadata":{"name":"fleet"},
             "spec":{"maxGpus":64,"namespaces":["default"]}}
            """u8.ToArray(), cancellationToken);
        await client.SendAsync(
            HttpMethod.Post, Graphs.Path, "application/json",
            Encoding.UTF8.GetBytes(Graphs.Graph(SmallReplicas).ToJsonString()), cancellationToken);
        await cluster.StartOperatorAsync(cancellationToken);
        var stored = await GrowOnceAsync(client, cancellationToken);

        var webhook = await WebhookClient.FindAsync(cluster, PlannerWebhooks.Gate, cancellationToken);
        using var http = webhook.Connect(HttpVersion.Version20);
        var shrinking = Graphs.Review(stored, SmallReplicas);
        var alone = await RoundTrips.OneAfterAnotherAsync(
            _ => webhook.AskAsync(http, shrinking, cancellationToken), Warmup, options.IsLong ? 20_000 : 2_000);

        var small = await PacedAsync(4 * KibiByte);
        var large = await PacedAsync(64 * KibiByte);
        var changes = await RoundTrips.OneAfterAnotherAsync(
            i => ChangeAsync(client, i % 2 == 0 ? SmallReplicas : LargeReplicas, cancellationToken),
            Warmup, options.IsLong ? 20_000 : 2_000);
        return
        [
            Figure.OfLatencies("whole gate over HTTPS: reduction, HTTP/2", alone),
            Figure.OfLatencies($"whole gate over HTTPS: 4 KiB review, HTTP/2, {RatePerSecond}/s", small) with { P99Goal = P99GoalMicroseconds },
            Figure.OfLatencies($"whole gate over HTTPS: 64 KiB review, HTTP/2, {RatePerSecond}/s", large),
            Figure.OfLatencies("reduction through API server and gate", [.. changes.Where((_, i) => i % 2 == 0)]),
            Figure.OfLatencies("growth through API server, gate and ledger", [.. changes.Where((_, i) => i % 2 == 1)]),
        ];

        Task<IReadOnlyList<double>> PacedAsync(int bytes)
        {
            var review = Graphs.Review(stored, SmallReplicas, bytes);
            return RoundTrips.AtRateAsync(
                _ => webhook.AskAsync(http, review, cancellationToken), RatePerSecond, RatePerSecond * (options.IsLong ? 60 : 5));
        }
    }

    /// <summary>The first growth is refused until the ledger exists.</summary>
    private static async Task<JsonNode> GrowOnceAsync(ApiServerClient client, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ChangeAsync(client, LargeReplicas, cancellationToken);
            }
            catch (InvalidOperationException) when (attempt < SettlingAttempts)
            {
                await Task.Delay(SettlingPause, cancellationToken);
            }
        }
    }

    private static Task<JsonNode> ChangeAsync(ApiServerClient client, int decodeReplicas, CancellationToken cancellationToken) =>
        client.SendAsync(
            HttpMethod.Patch, $"{Graphs.Path}/{Graphs.Name}", "application/json-patch+json",
            Graphs.ReplicaPatch(decodeReplicas), cancellationToken);
}
