using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>
/// Failures at random moments, the time between two of the same thing exponential: of nodes, or of a pool's serving replicas.
/// They depend on the seed alone, so that every policy meets the same ones.
/// </summary>
/// <param name="MeanTime">Between the start, or the end of a repair, and the next failure of one node or one replica.</param>
/// <param name="Seed">Of the draw.</param>
public sealed record RandomFailures(TimeSpan MeanTime, ulong Seed)
{
    /// <summary>Whose replicas fail; null: nodes fail.</summary>
    public GraphId? Graph { get; init; }

    /// <summary>Of the pool; null: both.</summary>
    public EngineRole? Role { get; init; }

    /// <summary>Only this one; null: every node.</summary>
    public int? Node { get; init; }

    /// <summary>After which a node takes replicas again; null: never.</summary>
    public TimeSpan? Repair { get; init; }
}
