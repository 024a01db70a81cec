using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Baselines;
using KubeOpsPlanner.Simulation.Replay.Comparison;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay.Baselines;

/// <summary>Nobody is below the bound for what he reached: not in runs of seconds or odd lengths, nor with budgets, nodes that lack, failures and floors.</summary>
public sealed class BoundPropertyTests
{
    private static readonly string[] Policies = [.. PolicyKinds.All.Select(kind => kind.Name), PolicyComparison.Static, "greedy"];

    [Fact]
    public void NoPolicyIsBelowTheBoundForItsOwnAttainment()
    {
        var informative = 0;
        for (var seed = 1UL; seed <= 40; seed++)
        {
            foreach (var compared in PolicyComparison.Run(Scenario(seed), Policies, 0.9, [Greedy]))
            {
                Assert.True(
                    compared.Result.GpuHours >= compared.BoundGpuHours * (1 - 1e-9),
                    $"seed {seed}: {compared.Result.Policy} took {compared.Result.GpuHours} GPU-hours of at least {compared.BoundGpuHours}");
                informative += compared.OfBound < 2 ? 1 : 0;
            }
        }

        Assert.True(informative > 40, $"only {informative} runs came within twice the bound: it would hold for anybody");
    }

    /// <summary>Changes its mind at every look: replicas that nobody needs, and none where somebody does.</summary>
    private static PolicyKind Greedy => new("greedy", "", pool => new Restless(pool, new SeededRandom(pool.Seed)));

    private static FleetScenario Scenario(ulong seed)
    {
        var random = new SeededRandom(seed);
        var duration = TimeSpan.FromSeconds(Choose(0.5, 7, 29, 30, 31, 61, 100.3, 299, 601) * (0.9 + (0.2 * random.NextDouble())));
        var isAggregated = random.NextDouble() < 0.3;
        var pool = Scenarios.Pool() with
        {
            Targets = new LatencyTargets(Choose(50, 500, 5000, 40_000), Choose(8, 20, 100)),
            StartUp = StartupDelays.Both(TimeSpan.FromSeconds(Choose(0, 1, 20, 90))),
            StartUpSpread = Choose(1, 3),
            MinEndpoint = (int)Choose(0, 1, 3),
            Seed = seed,
            Options = new EnginePoolOptions { Layout = isAggregated ? EngineLayout.Aggregated : EngineLayout.Disaggregated },
            Trace = Trace(new SyntheticTraceOptions
            {
                Seed = seed,
                Duration = duration,
                DayLength = duration,
                TroughRequestsPerSecond = 0,
                PeakRequestsPerSecond = Choose(1, 10, 60),
                Bursts = [new TrafficBurst(duration / 3, duration / 20, Choose(0, 1, 8))],
                Mixes = [new TokenMix(0.9, Choose(20, 1500), 0.5, Choose(1, 100, 400), 0.8), new TokenMix(0.1, 9000, 0.4, 20, 0.5)],
            }),
        };
        pool = pool with { InitialReplicas = OpeningReplicas.Of(pool) };
        return new FleetScenario
        {
            Pools = [pool],
            Duration = duration,
            Budget = new GpuBand(-1, (int)Choose(-1, -1, 1, 3, 12)),
            Nodes = random.NextDouble() < 0.3 ? new NodeLimits(2, 3) : null,
            Failures = [new InjectedFailure(duration * random.NextDouble(), pool.Graph, EngineRole.Decode, 1)],
            Samples = 5,
        };

        double Choose(params ReadOnlySpan<double> values) => values[(int)(random.NextDouble() * values.Length)];
    }

    private static Func<IEnumerable<TraceRequest>> Trace(SyntheticTraceOptions options)
    {
        TraceRequest[] requests = [.. SyntheticTrace.Generate(options)];
        return () => requests;
    }

    private sealed record Restless(PoolScenario Pool, SeededRandom Random) : IScalingPolicy
    {
        public TimeSpan Interval => TimeSpan.FromSeconds(3);

        public PolicyDecision Decide(KubeOpsPlanner.Simulation.Replay.Observations.PoolObservation observation) => new(
            new ReplicaPair(Pool.Options.Layout == EngineLayout.Aggregated ? 0 : (int)(Random.NextDouble() * 4), (int)(Random.NextDouble() * 4)), this);
    }
}
