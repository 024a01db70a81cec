using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>Why a change does not fit, as facts for a sentence.</summary>
/// <param name="Budgets">One, or all that overlap.</param>
/// <param name="NeededGpus">What the change adds to <paramref name="CommittedGpus"/>.</param>
/// <param name="Charges">The largest holders, largest first; their sum may be less than what is committed.</param>
/// <param name="UnknownShapes">Graphs whose cost nobody knows.</param>
/// <param name="GrowingPools">Components of <paramref name="Graph"/> that the change grows.</param>
public sealed record Refusal(
    GraphId Graph,
    ImmutableArray<string> Budgets,
    long MaxGpus,
    long CommittedGpus,
    long NeededGpus,
    ImmutableArray<GraphShare> Charges,
    ImmutableArray<GraphId> UnknownShapes,
    ImmutableSortedSet<string> GrowingPools)
{
    public long MissingGpus => CommittedGpus + NeededGpus - MaxGpus;
}
