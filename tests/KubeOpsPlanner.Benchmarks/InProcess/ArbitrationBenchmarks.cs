using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>One tick of the global loop over 50 graphs of two pools that together want more than the ceiling.</summary>
public class ArbitrationBenchmarks
{
    private const int GraphCount = 50;
    private const int CeilingGpus = 900;

    private ArbitrationSnapshot _snapshot = null!;

    [GlobalSetup]
    public void Fill()
    {
        _snapshot = new ArbitrationSnapshot
        {
            Limits = new GpuBand(200, CeilingGpus),
            Pools = [.. Enumerable.Range(0, GraphCount).SelectMany(Pools)],
        };
        var result = Arbitrate();
        if (result.Grants.IsEmpty || result.Standing.PlannedGpus is < CeilingGpus - 4 or > CeilingGpus)
            throw new InvalidOperationException($"The pools are not contending: {result.Standing.PlannedGpus} GPUs are planned.");
    }

    [Benchmark(Description = "arbitration, 100 contending pools")]
    public ArbitrationResult Arbitrate() => GpuArbiter.Arbitrate(_snapshot);

    private static IEnumerable<PoolState> Pools(int graph)
    {
        yield return Pool(graph, "prefill", replicas: 2 + graph % 3, wanted: 2 + (graph * 7 % 9), gpusPerReplica: 1);
        yield return Pool(graph, "decode", replicas: 3 + graph % 4, wanted: 3 + (graph * 5 % 11), gpusPerReplica: 2);
    }

    private static PoolState Pool(int graph, string component, int replicas, int wanted, int gpusPerReplica) =>
        new(new PoolId("inference", $"graph-{graph:D2}", component), replicas, gpusPerReplica)
        {
            Proposal = new PoolProposal(wanted, TimeSpan.FromSeconds(graph)),
            EndpointFloor = 1,
            Priority = 100 * (1 + graph % 3),
            Writable = true,
        };
}
