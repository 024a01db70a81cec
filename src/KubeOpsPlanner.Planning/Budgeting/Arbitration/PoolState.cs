namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>One pool of a governed graph.</summary>
/// <param name="Replicas">Replicas in the spec, the larger of the graph's and its scaling adapter's.</param>
/// <param name="GpusPerReplica">Null while the shape is unknown.</param>
public sealed record PoolState(PoolId Id, int Replicas, int? GpusPerReplica)
{
    /// <summary>Null where no plan proposed anything.</summary>
    public PoolProposal? Proposal { get; init; }

    /// <summary>No reduction goes below this many replicas.</summary>
    public int EndpointFloor { get; init; }

    /// <summary>Higher is more important.</summary>
    public int Priority { get; init; } = PriorityTable.DefaultPriority;

    /// <summary>True when a plan names the budget for this pool; other pools are charged and never written.</summary>
    public bool Writable { get; init; }

    /// <summary>False while the component is not ready to grow further.</summary>
    public bool MayGrow { get; init; } = true;
}
