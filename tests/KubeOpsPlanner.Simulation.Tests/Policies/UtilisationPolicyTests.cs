using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Tests.TestData;

namespace KubeOpsPlanner.Simulation.Tests.Policies;

/// <summary>The arithmetic of a HorizontalPodAutoscaler: prefill by busy time, target 70 %.</summary>
public sealed class UtilisationPolicyTests
{
    [Theory]
    [InlineData(4, 4, 0.70, 4)]
    [InlineData(4, 4, 0.76, 4)]
    [InlineData(4, 4, 0.90, 6)]
    [InlineData(4, 4, 0.35, 2)]
    [InlineData(4, 4, 0.00, 1)]
    [InlineData(1, 1, 1.00, 2)]
    // Two of four start and count as idle: 2 · 1.0 / 4 is below the target.
    [InlineData(4, 2, 1.00, 4)]
    [InlineData(4, 0, 1.00, 4)]
    public void Recommends(int wanted, int ready, double busy, int expected) =>
        Assert.Equal(expected, Decide(Fresh(), 15, wanted, ready, busy * 15_000 * ready).Desired.Prefill);

    [Fact]
    public void ShrinkingWaitsForTheMostOfTheLastFiveMinutes()
    {
        var decision = Decide(Fresh(), 15, 4, 4, 0.7 * 60_000);
        decision = Decide(decision.Next, 30, 4, 4, 0.7 * 60_000);
        Assert.Equal(4, decision.Desired.Prefill);

        decision = Decide(decision.Next, 400, 4, 4, 0.7 * 60_000);
        Assert.Equal(1, decision.Desired.Prefill);
    }

    private static UtilisationPolicy Fresh() => new(Scenarios.Pool(), new UtilisationOptions());

    private static PolicyDecision Decide(IScalingPolicy policy, double atSeconds, int wanted, int ready, double busyMs) => policy.Decide(new PoolObservation(
        TimeSpan.FromSeconds(atSeconds),
        TrafficCounters.Zero,
        new EngineLoads(0, 0, 0, 0, [], [new DecodeLoad(0, 0, 0)], busyMs, 0, 0),
        new ReplicaPair(wanted, 1),
        new ReplicaPair(ready, 1)));
}
