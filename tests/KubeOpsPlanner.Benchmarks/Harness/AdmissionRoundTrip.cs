using System.Net;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// The built-in host's admission endpoint alone: HTTPS on loopback, kept alive, a handler that answers at once. What
/// the gate decides is measured in process, what the API server adds in <see cref="ApiServerRoundTrip"/>.
/// </summary>
internal sealed class AdmissionRoundTrip : IHarness
{
    private const int KibiByte = 1024;
    private const int RatePerSecond = 200;
    private const int Warmup = 1000;

    private const double P99GoalMicroseconds = 10_000;

    public string Subject => "admission over HTTPS";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        await cluster.StartHostAsync(host => host.AddAdmission<PassAll>(PlannerWebhooks.Gate), cancellationToken);
        var webhook = await WebhookClient.FindAsync(cluster, PlannerWebhooks.Gate, cancellationToken);
        var count = options.IsLong ? 50_000 : 5_000;
        var small = Graphs.Review(4 * KibiByte);
        var large = Graphs.Review(64 * KibiByte);

        return
        [
            Figure.OfLatencies("admission over HTTPS: 4 KiB review, HTTP/1.1", await ClosedAsync(HttpVersion.Version11, small)),
            Figure.OfLatencies("admission over HTTPS: 4 KiB review, HTTP/2", await ClosedAsync(HttpVersion.Version20, small)),
            Figure.OfLatencies("admission over HTTPS: 64 KiB review, HTTP/2", await ClosedAsync(HttpVersion.Version20, large)),
            Figure.OfLatencies($"admission over HTTPS: 4 KiB review, HTTP/2, {RatePerSecond}/s", await PacedAsync(small)) with { P99Goal = P99GoalMicroseconds },
            Figure.OfLatencies($"admission over HTTPS: 64 KiB review, HTTP/2, {RatePerSecond}/s", await PacedAsync(large)),
        ];

        async Task<IReadOnlyList<double>> ClosedAsync(Version version, byte[] review)
        {
            using var http = webhook.Connect(version);
            return await RoundTrips.OneAfterAnotherAsync(_ => webhook.AskAsync(http, review, cancellationToken), Warmup, count);
        }

        async Task<IReadOnlyList<double>> PacedAsync(byte[] review)
        {
            using var http = webhook.Connect(HttpVersion.Version20);
            Task Ask(int _) => webhook.AskAsync(http, review, cancellationToken);
            await RoundTrips.OneAfterAnotherAsync(Ask, 0, Warmup);
            return await RoundTrips.AtRateAsync(Ask, RatePerSecond, RatePerSecond * (options.IsLong ? 60 : 5));
        }
    }
}
