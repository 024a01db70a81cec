using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What a replica knows of one graph: itself, its adapters, and their charge before reservations.</summary>
public sealed record GraphRecord(GraphFacts? Facts, ImmutableSortedDictionary<string, AdapterFacts> Adapters)
{
    public static readonly GraphRecord Unseen =
        new(null, ImmutableSortedDictionary.Create<string, AdapterFacts>(StringComparer.Ordinal));

    public ChargeBreakdown Charge { get; } = GraphCharge.Of(Facts, [.. Adapters.Values], []);

    public bool IsGone => Facts is null && Adapters.IsEmpty;

    /// <summary>The charge with the given reservations of this graph.</summary>
    public ChargeBreakdown ChargeWith(IReadOnlyCollection<Reservation> reservations) =>
        reservations.Count == 0 ? Charge : GraphCharge.Of(Facts, [.. Adapters.Values], reservations);
}
