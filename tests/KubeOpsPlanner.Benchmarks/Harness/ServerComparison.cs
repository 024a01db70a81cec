using System.Diagnostics;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// The same load over HTTPS on the embedded API server and, where there is one, on a real kube-apiserver with its etcd:
/// both share the machine with the clients.
/// </summary>
internal sealed class ServerComparison : IHarness
{
    private const int PlanCount = 10_000;
    private const int Clients = 16;

    public string Subject => "both API servers under the same load";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        await using (var embedded = await MeasuredServer.StartEmbeddedAsync(cancellationToken))
            figures.AddRange(await MeasureAsync(embedded, options, cancellationToken));
        var start = Stopwatch.GetTimestamp();
        if (await MeasuredServer.StartRealAsync() is not { } real)
        {
            await Console.Error.WriteLineAsync("KUBEBUILDER_ASSETS names no kube-apiserver: its figures are left out");
            return figures;
        }

        figures.Add(Figure.OfRuns(
            "kube-apiserver: start with its etcd to ready", Figure.Microseconds, [Stopwatch.GetElapsedTime(start).TotalMicroseconds]));
        await using (real)
            figures.AddRange(await MeasureAsync(real, options, cancellationToken));
        return figures;
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(MeasuredServer server, BenchOptions options, CancellationToken cancellationToken)
    {
        using var client = server.Connect();
        await LoopbackCluster.DefineKindsAsync(client, cancellationToken);
        await ServedAsync(client, cancellationToken);
        var created = await ManyAsync(
            server, PlanCount, (each, i) => each.SendAsync(HttpMethod.Post, PoolPlanCluster.Plans, "application/json", PoolPlanCluster.Plan(i), cancellationToken));
        var patched = await ManyAsync(
            server, options.IsLong ? 50_000 : 5_000, (each, i) => PatchStatusAsync(each, i, i, cancellationToken));
        var listed = await RoundTrips.OneAfterAnotherAsync(
            _ => client.GetBytesAsync(PoolPlanCluster.Plans, cancellationToken), warmup: 2, count: options.IsLong ? 20 : 5);
        var fanOut = await new WatchFanOut(server).MeasureAsync(options.IsLong ? 20_000 : 1_000, cancellationToken);
        return
        [
            Load($"{server.Name}: creations, {Clients} clients", created),
            Load($"{server.Name}: CRD status patches among 10,000 objects, {Clients} clients", patched),
            Figure.OfRuns($"{server.Name}: list 10,000 objects", Figure.Microseconds, listed),
            .. fanOut,
        ];
    }

    internal static Task<JsonNode> PatchStatusAsync(ApiServerClient client, int plan, int revision, CancellationToken cancellationToken) => client.SendAsync(
        HttpMethod.Patch, $"{PoolPlanCluster.Plans}/{PoolPlanCluster.Name(plan % PlanCount)}/status", "application/merge-patch+json",
        // Shares no factor with the number of plans, so that the next round finds another revision.
        PoolPlanCluster.StatusPatch(revision % 97), cancellationToken);

    private static Figure Load(string name, (IReadOnlyList<double> Samples, TimeSpan Elapsed) load) =>
        Figure.OfLatencies(name, load.Samples) with { PerSecond = load.Samples.Count / load.Elapsed.TotalSeconds };

    /// <summary>Clients with a connection each, that take the next number as soon as they have their answer.</summary>
    private static async Task<(IReadOnlyList<double> Samples, TimeSpan Elapsed)> ManyAsync(
        MeasuredServer server, int count, Func<ApiServerClient, int, Task> ask)
    {
        var samples = new double[count];
        var next = -1;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using var client = server.Connect();
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                var sent = Stopwatch.GetTimestamp();
                await ask(client, i);
                samples[i] = Stopwatch.GetElapsedTime(sent).TotalMicroseconds;
            }
        }));
        return (samples, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>A real server takes a moment from a definition to its paths.</summary>
    private static async Task ServedAsync(ApiServerClient client, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.GetAsync(PoolPlanCluster.Plans, cancellationToken);
                return;
            }
            catch (InvalidOperationException) when (attempt < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }
}
