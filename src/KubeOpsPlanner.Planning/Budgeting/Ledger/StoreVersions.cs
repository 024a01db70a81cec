namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>How far a reader is complete, per kind, in resourceVersions; 0 is before the first list.</summary>
public readonly record struct StoreVersions(ulong Graphs, ulong Adapters, ulong Budgets)
{
    public bool HasSynced => Graphs > 0 && Adapters > 0 && Budgets > 0;

    public bool HasReached(StoreVersions other) =>
        Graphs >= other.Graphs && Adapters >= other.Adapters && Budgets >= other.Budgets;

    public StoreVersions Max(StoreVersions other) =>
        new(Math.Max(Graphs, other.Graphs), Math.Max(Adapters, other.Adapters), Math.Max(Budgets, other.Budgets));

    public StoreVersions Raise(StoreKind store, ulong version) => version > this[store] ? With(store, version) : this;

    public StoreVersions With(StoreKind store, ulong version) => store switch
    {
        StoreKind.Graphs => this with { Graphs = version },
        StoreKind.Adapters => this with { Adapters = version },
        _ => this with { Budgets = version },
    };

    public ulong this[StoreKind store] => store switch
    {
        StoreKind.Graphs => Graphs,
        StoreKind.Adapters => Adapters,
        _ => Budgets,
    };

    public ulong this[GovernedKind kind] => kind == GovernedKind.Graph ? Graphs : Adapters;
}
