using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay.Comparison;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;
using LatencyTargets = KubeOpsPlanner.Simulation.Replay.LatencyTargets;

namespace KubeOpsPlanner.Simulation.Tests.Replay.Fleet;

/// <summary>
/// What replicas that start, serve and drain hold is never above the budget, at no moment: whatever fails, however long
/// drains take, and with policies that move replicas between the roles of a full pool.
/// </summary>
public sealed class BudgetPropertyTests
{
    private static readonly string[] Policies = [.. PolicyKinds.All.Select(kind => kind.Name), PolicyComparison.Static, "restless"];

    [Fact]
    public void GpusHeldNeverExceedTheBudget()
    {
        var (full, failing) = (0, 0);
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var scenario = Scenario(seed);
            foreach (var result in PolicyComparison.Run(scenario, Policies, 0.9, [Restless]).Select(compared => compared.Result))
            {
                Assert.True(
                    result.PeakGpus <= scenario.Budget.MaxGpus,
                    $"seed {seed}: {result.Policy} held {result.PeakGpus} GPUs of {scenario.Budget.MaxGpus}");
                Assert.All(result.Samples, sample => Assert.InRange(sample.Gpus, 0, result.PeakGpus));
                full += result.PeakGpus == scenario.Budget.MaxGpus ? 1 : 0;
                failing += result.Failed > 0 ? 1 : 0;
            }
        }

        Assert.True(full > 150, $"only {full} runs used the whole budget: it would hold for anybody");
        Assert.True(failing > 150, $"requests were lost in {failing} runs only");
    }

    private static PolicyKind Restless => new("restless", "", pool => new Shifting(pool.Mode == PlanMode.Agg, new SeededRandom(pool.Seed)));

    private static FleetScenario Scenario(ulong seed)
    {
        var random = new SeededRandom(seed);
        var duration = TimeSpan.FromSeconds(Choose(60, 150, 420.5));
        var pools = Enumerable.Range(0, (int)Choose(1, 1, 2, 3)).Select(index => Pool(index, duration)).ToList();
        var hasNodes = random.NextDouble() < 0.5;
        return new FleetScenario
        {
            Pools = pools,
            Duration = duration,
            Budget = new GpuBand((int)Choose(-1, -1, 2), (int)Choose(2, 3, 5, 8, 13)),
            Nodes = hasNodes ? new NodeLimits(4, 3) : null,
            Failures = [.. pools.Select(pool => new InjectedFailure(
                duration * random.NextDouble(), pool.Graph, random.NextDouble() < 0.5 ? EngineRole.Decode : EngineRole.Prefill, (int)Choose(1, 2)))],
            NodeFailures = hasNodes ? [new NodeFailure(duration * random.NextDouble(), 0, duration / 5)] : [],
            RandomFailures =
            [
                hasNodes
                    ? new RandomFailures(duration / Choose(1, 3), seed) { Repair = duration / 10 }
                    : new RandomFailures(duration / Choose(1, 4, 10), seed) { Graph = pools[0].Graph },
            ],
            Samples = 40,
        };

        PoolScenario Pool(int index, TimeSpan length)
        {
            var isAggregated = random.NextDouble() < 0.2;
            return Scenarios.Pool(graph: $"pool{index}") with
            {
                Engine = SyntheticProfiles.Llama8BOnH200() with { PrefillGpus = (int)Choose(1, 1, 2), DecodeGpus = (int)Choose(1, 1, 3) },
                Targets = new LatencyTargets(Choose(50, 500, 5000), Choose(8, 20, 100)),
                StartUp = new StartupDelays(TimeSpan.FromSeconds(Choose(0, 1, 20)), TimeSpan.FromSeconds(Choose(0, 1, 45))),
                StartUpSpread = Choose(1, 3),
                MinEndpoint = (int)Choose(0, 1, 1, 2),
                Priority = (int)Choose(100, 100, 900),
                Seed = seed + (ulong)index,
                InitialReplicas = isAggregated ? new ReplicaPair(0, 4) : new ReplicaPair((int)Choose(0, 1, 3), (int)Choose(0, 1, 3)),
                Options = new EnginePoolOptions
                {
                    Layout = isAggregated ? EngineLayout.Aggregated : EngineLayout.Disaggregated,
                    Router = random.NextDouble() < 0.5 ? RouterMode.Held : RouterMode.LeastLoaded,
                    DrainDeadline = Choose(0, 1, 2) switch { 0 => null, 1 => TimeSpan.FromSeconds(0.5), _ => TimeSpan.FromSeconds(20) },
                },
                Trace = Trace(new SyntheticTraceOptions
                {
                    Seed = seed + (ulong)index,
                    Duration = length,
                    DayLength = length / 2,
                    TroughRequestsPerSecond = 0,
                    PeakRequestsPerSecond = Choose(2, 10, 40),
                    Bursts = [new TrafficBurst(length / 3, length / 20, Choose(0, 1, 8))],
                    Mixes = [new TokenMix(0.9, Choose(20, 1500), 0.5, Choose(1, 100, 800), 0.8), new TokenMix(0.1, 9000, 0.4, 20, 0.5)],
                }),
            };
        }

        double Choose(params ReadOnlySpan<double> values) => values[(int)(random.NextDouble() * values.Length)];
    }

    private static Func<IEnumerable<TraceRequest>> Trace(SyntheticTraceOptions options)
    {
        TraceRequest[] requests = [.. SyntheticTrace.Generate(options)];
        return () => requests;
    }

    /// <summary>Moves replicas from role to role at every look.</summary>
    private sealed record Shifting(bool IsAggregated, SeededRandom Random) : IScalingPolicy
    {
        public TimeSpan Interval => TimeSpan.FromSeconds(3);

        public PolicyDecision Decide(PoolObservation observation) =>
            new(new ReplicaPair(IsAggregated ? 0 : (int)(Random.NextDouble() * 6), (int)(Random.NextDouble() * 6)), this);
    }
}
