using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Simulation.Replay.Results;

/// <summary>How one pool fared.</summary>
/// <param name="Unfinished">Requests that were still in flight when the run was ended; they count as missed.</param>
/// <param name="GpuHours">Of replicas that started, served or drained, within the scenario's duration.</param>
/// <param name="ReplicaChanges">Times that the wanted replicas of a role changed.</param>
/// <param name="FewestReplicas">That took GPU time at any moment: serving, or starting with a place on a node.</param>
/// <param name="Refusals">Decisions to grow that the budget did not grant in full.</param>
public sealed record PoolResult(
    GraphId Graph,
    Attainment Attainment,
    LatencySketch Ttft,
    LatencySketch Itl,
    long GoodTokens,
    long Failed,
    long Unfinished,
    double GpuHours,
    int ReplicaChanges,
    int Refusals,
    ReplicaPair FewestReplicas);
