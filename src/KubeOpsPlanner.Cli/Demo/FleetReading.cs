using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>Everything that one row of the timeline is made of.</summary>
/// <param name="At">Domain time since the start.</param>
/// <param name="Asked">By graph, what it and its adapters ask for.</param>
internal sealed record FleetReading(
    TimeSpan At,
    IReadOnlyList<SimulatedGraphSnapshot> Graphs,
    IReadOnlyDictionary<ObjectKey, ReplicaVector> Asked,
    IReadOnlyList<Entity<PoolPlanSpec, PoolPlanStatus>> Plans,
    Entity<GlobalBudgetSpec, GlobalBudgetStatus> Budget);
