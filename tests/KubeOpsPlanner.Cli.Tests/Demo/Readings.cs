using KubeOpsPlanner.Cli.Demo;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Reporting;
using GpuShape = KubeOpsPlanner.Entities.Graphs.GpuShape;

namespace KubeOpsPlanner.Cli.Tests.Demo;

/// <summary>A fleet of one graph with one decode pool of one GPU a replica, in few words.</summary>
internal static class Readings
{
    private static readonly ObjectKey Chat = new("inference", "chat");

    public static Timeline Empty { get; } = new()
    {
        Title = "test",
        Budget = "GlobalBudget fleet",
        Targets = new(500, 50),
        Samples = [],
    };

    public static FleetReading At(
        int seconds, long arrived = 0, long finished = 0, long met = 0, int late = 0, int ready = 1, int wanted = 1, int? desired = null, int? granted = null)
    {
        var at = TimeSpan.FromSeconds(seconds);
        var engines = new EnginePoolState(0, 0, 0, 0, 0, 1, ready, 0, 0, null);
        var graph = new SimulatedGraphSnapshot(
            Chat,
            [new SimulatedComponentSnapshot("Frontend", 1, 1, 0, 0), new SimulatedComponentSnapshot("decode", wanted, ready, 0, 0)],
            ready,
            0,
            new Attainment(finished, met, finished, met, finished, 0, 0, 0),
            Attainment.None,
            late,
            new PoolSnapshot(at, arrived, finished, 0, 0, 0, engines),
            null);
        var asked = new ReplicaVector(
            [new ReplicaEntry("Frontend", 1, GpuShape.Known(0)), new ReplicaEntry("decode", wanted, GpuShape.Known(1))]);
        return new FleetReading(
            at,
            [graph],
            new Dictionary<ObjectKey, ReplicaVector> { [Chat] = asked },
            [Plan(desired, desired is null ? null : DateTimeOffset.UnixEpoch)],
            Budget(wanted, desired, granted));
    }

    public static Entity<PoolPlanSpec, PoolPlanStatus> Plan(int? desired, DateTimeOffset? decidedAt) => new(
        new ObjectMeta { Name = "chat", Namespace = "inference" },
        new PoolPlanSpec { TargetRef = new NameReference { Name = "chat" } },
        new PoolPlanStatus { Desired = desired is null ? null : new PoolReplicas { Decode = desired }, DecidedAt = decidedAt });

    private static Entity<GlobalBudgetSpec, GlobalBudgetStatus> Budget(int replicas, int? desired, int? granted) => new(
        new ObjectMeta { Name = "fleet" },
        new GlobalBudgetSpec { MaxGpus = 16 },
        new GlobalBudgetStatus
        {
            TotalGpus = replicas,
            Pools =
            [
                new BudgetedPool
                {
                    Pool = "inference/chat/decode",
                    Replicas = replicas,
                    DesiredReplicas = desired,
                    GrantedReplicas = granted,
                    Reason = granted < desired ? "GpuBudget" : null,
                },
            ],
        });
}
