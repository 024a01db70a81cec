using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What a replica knows of one graph: itself, its adapters by UID, and their charge before reservations.</summary>
public sealed class GraphRecord(GraphFacts? facts, ImmutableSortedDictionary<string, AdapterFacts> adapters)
{
    public static readonly GraphRecord Unseen =
        new(null, ImmutableSortedDictionary.Create<string, AdapterFacts>(StringComparer.Ordinal));

    public GraphFacts? Facts { get; } = facts;

    public ImmutableSortedDictionary<string, AdapterFacts> Adapters { get; } = adapters;

    public ChargeBreakdown Charge { get; } = GraphCharge.Of(facts, [.. adapters.Values], []);

    /// <inheritdoc cref="GraphPools"/>
    public GpuVector Pools => field ??= GraphPools.Of(this);

    public bool IsGone => Facts is null && Adapters.IsEmpty;

    public GraphRecord With(GraphFacts? facts) => new(facts, Adapters);

    public GraphRecord With(AdapterFacts adapter) => new(Facts, Adapters.SetItem(adapter.Uid, adapter));

    public GraphRecord WithoutAdapter(string uid) => new(Facts, Adapters.Remove(uid));

    /// <summary>The charge with the given reservations of this graph.</summary>
    public ChargeBreakdown ChargeWith(IReadOnlyCollection<Reservation> reservations) =>
        reservations.Count == 0 ? Charge : GraphCharge.Of(Facts, [.. Adapters.Values], reservations);
}
