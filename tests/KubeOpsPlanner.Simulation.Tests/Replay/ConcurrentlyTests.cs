using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay;

public sealed class ConcurrentlyTests
{
    [Fact]
    public void ResultsComeInOrderAndFailuresAsTheyWereThrown()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];

        Assert.Equal(items.Select(item => item * 2), Concurrently.Select(items, item => item * 2));
        var error = Assert.Throws<InvalidDataException>(() => Concurrently.Do(items, item => throw new InvalidDataException("said")));
        Assert.Equal("said", error.Message);
    }

    [Fact]
    public void ManyPoolsFareTogetherAsEachFaresAlone()
    {
        PoolScenario[] pools =
        [
            .. Enumerable.Range(0, 20).Select(i => Scenarios.Pool([.. Scenarios.Wave.ScaleRate(0.1, (ulong)i)], $"pool-{i}") with { Seed = (ulong)i }),
        ];
        var kind = PolicyKinds.Find("planner-both")!;
        var together = FleetReplay.Run(Scenarios.Fleet(pools), kind);

        for (var i = 0; i < pools.Length; i++)
        {
            var alone = FleetReplay.Run(Scenarios.Fleet(pools[i]), kind).Pools.Single();
            Assert.Equal((alone.Attainment, alone.GpuHours, alone.ReplicaChanges), (together.Pools[i].Attainment, together.Pools[i].GpuHours, together.Pools[i].ReplicaChanges));
        }
    }
}
