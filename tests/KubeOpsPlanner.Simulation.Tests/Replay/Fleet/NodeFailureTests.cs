using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Fleet;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay.Fleet;

public sealed class NodeFailureTests
{
    private static readonly TraceRequest OneRequest = new(TimeSpan.Zero, 100, 10);
    private static readonly NodeFailure FirstNode = new(TimeSpan.FromMinutes(10), 0, TimeSpan.FromMinutes(5));

    [Fact]
    public void EverythingOnTheNodeFailsAndComesBackOnlyAfterTheRepair()
    {
        // Two nodes of four GPUs, filled one after the other: four prefill and then four decode replicas.
        var result = Play(Scenarios.Pool() with { InitialReplicas = new ReplicaPair(4, 4) }, new NodeLimits(2, 4));

        Assert.Equal((4, 4), Ready(result, 10 - 0.5));
        Assert.Equal((0, 4), Ready(result, 10));
        Assert.Equal((0, 4), Ready(result, 14.5));

        // Asked again every second, and a minute to start.
        Assert.Equal((0, 4), Ready(result, 15.5));
        Assert.Equal((4, 4), Ready(result, 16.5));
        Assert.True(result.Failed > 0);
        Assert.Equal(Scenarios.Wave.Count, result.Attainment.Finished);
    }

    [Fact]
    public void ReplicasOfAFailedNodeStartElsewhereWhereThereIsRoom()
    {
        var result = Play(Scenarios.Pool([OneRequest]) with { InitialReplicas = new ReplicaPair(2, 2) }, new NodeLimits(2, 4));

        Assert.Equal((0, 0), Ready(result, 10));
        Assert.Equal((2, 2), Ready(result, 11));
    }

    [Fact]
    public void OnlyTheReplicasOfTheNodeAreHit()
    {
        // The newest replica left, so that the node of the oldest ones holds what it held.
        var pool = Scenarios.Pool([OneRequest]) with { InitialReplicas = new ReplicaPair(3, 3) };
        var result = Play(pool, new NodeLimits(3, 2), new ReplicaPair(2, 3));

        // Nodes: p p | p d | d d, and later p p | d | d d.
        Assert.Equal((2, 3), Ready(result, 9));
        Assert.Equal((0, 3), Ready(result, 10));
    }

    [Fact]
    public void ReplicasThatStartOnTheNodeStartAgainElsewhere()
    {
        var pool = Scenarios.Pool([OneRequest]) with { InitialReplicas = new ReplicaPair(1, 1), StartUp = StartupDelays.Both(TimeSpan.FromMinutes(3)) };
        var failure = FirstNode with { At = TimeSpan.FromMinutes(2), Repair = null };
        var scenario = Scenarios.Fleet(pool) with { Nodes = new NodeLimits(2, 4), NodeFailures = [failure], Samples = 120 };
        var result = FleetReplay.Run(scenario, Scenarios.Scripted(new ReplicaPair(2, 2)));

        // Ordered at 1 min beside the first two, hit at 2 min with them; all four serve three minutes later.
        Assert.Equal((0, 0), Ready(result, 4.5));
        Assert.Equal((2, 2), Ready(result, 5));
        Assert.Equal((2 * 120) + (2 * 60) + (4 * 1080), result.GpuHours * 3600, 6);
    }

    [Theory]
    [InlineData(RouterMode.Held)]
    [InlineData(RouterMode.LeastLoaded)]
    public void NoRequestIsLostAndTheSameScenarioGivesTheSameResult(RouterMode router)
    {
        var scenario = Scenarios.Fleet(
            Scenarios.Pool() with { StartUp = StartupDelays.Both(TimeSpan.FromSeconds(45)), StartUpSpread = 4, Options = new EnginePoolOptions { Router = router } },
            Scenarios.Pool(graph: "code") with { InitialReplicas = new ReplicaPair(0, 1), Options = new EnginePoolOptions { Layout = EngineLayout.Aggregated, Router = router } }) with
        {
            Nodes = new NodeLimits(4, 2),
            NodeFailures = [FirstNode, FirstNode with { At = TimeSpan.FromMinutes(12) }, new NodeFailure(TimeSpan.FromMinutes(12), 3, null)],
        };
        var (once, again) = (FleetReplay.Run(scenario, PolicyKinds.Find("planner-both")!), FleetReplay.Run(scenario, PolicyKinds.Find("planner-both")!));

        Assert.Equal(2 * Scenarios.Wave.Count, once.Attainment.Finished);
        Assert.True(once.Failed > 0);
        Assert.Equal((once.Attainment, once.GpuHours), (again.Attainment, again.GpuHours));
        Assert.All(once.Samples, sample => Assert.InRange(sample.Components.Sum(component => component.Ready), 0, 8));
    }

    [Fact]
    public void ANodeThatIsNotThereIsSaid()
    {
        var scenario = Scenarios.Fleet(Scenarios.Pool([OneRequest])) with { NodeFailures = [FirstNode] };
        Assert.Equal("a failure names node 0, but the scenario has no nodes: give it their count", Sentence(scenario));
        Assert.Equal(
            "a failure names node 2, but the scenario has nodes 0 to 1",
            Sentence(scenario with { Nodes = new NodeLimits(2, 4), NodeFailures = [FirstNode with { Node = 2 }] }));

        static string Sentence(FleetScenario scenario) => Assert.Throws<ArgumentException>(scenario.Validate).Message;
    }

    [Fact]
    public void StartUpTimesHaveTheirMedianAndTheirTail()
    {
        var draw = new StartupDraw(TimeSpan.FromSeconds(60), spread: 3, seed: 5);
        var seconds = Enumerable.Range(0, 20_000).Select(_ => draw.Next().TotalSeconds).Order().ToArray();

        Assert.Equal(1, seconds[10_000] / 60, 0.03);
        Assert.Equal(1, seconds[19_800] / 180, 0.05);
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(TimeSpan.FromSeconds(60), new StartupDraw(TimeSpan.FromSeconds(60), 1, 5).Next()));
    }

    private static FleetResult Play(PoolScenario pool, NodeLimits nodes, ReplicaPair? later = null) => FleetReplay.Run(
        Scenarios.Fleet(pool with { StartUp = StartupDelays.Both(TimeSpan.FromMinutes(1)) }) with { Nodes = nodes, NodeFailures = [FirstNode], Samples = 120 },
        Scenarios.Scripted(later ?? pool.InitialReplicas));

    private static (int Prefill, int Decode) Ready(FleetResult result, double minute)
    {
        var components = result.Samples.Single(sample => sample.At == TimeSpan.FromMinutes(minute)).Components;
        return (components[0].Ready, components[1].Ready);
    }
}
