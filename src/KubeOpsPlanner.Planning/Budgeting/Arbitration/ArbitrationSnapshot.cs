using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>Everything that one arbitration is made of.</summary>
public sealed record ArbitrationSnapshot
{
    public required GpuBand Limits { get; init; }

    public required ImmutableArray<PoolState> Pools { get; init; }

    /// <summary>
    /// The ledger's charge per graph in <see cref="Pools"/>, the larger of spec, observed and reserved. A graph that is
    /// missing here is charged its spec.
    /// </summary>
    public ImmutableDictionary<GraphId, int> Charges { get; init; } = ImmutableDictionary<GraphId, int>.Empty;

    /// <summary>Charges of governed graphs that have no pool in <see cref="Pools"/>.</summary>
    public int OtherChargedGpus { get; init; }

    /// <summary>True when a charge among the others is not known: growth is denied.</summary>
    public bool OthersUnknown { get; init; }

    /// <summary>Older proposals count as no proposal (<c>spec.intentTtlSeconds</c>).</summary>
    public TimeSpan ProposalTtl { get; init; } = TimeSpan.FromSeconds(360);
}
