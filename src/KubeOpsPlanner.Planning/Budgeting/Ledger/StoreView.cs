using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>
/// The graphs, adapters and budgets that one replica has seen, with running totals. Objects only move forward: news
/// older than what is held, as a slow watch brings after a live read, is ignored.
/// </summary>
public sealed record StoreView
{
    public static readonly StoreView Empty = new();

    public ImmutableDictionary<GraphId, GraphRecord> Graphs { get; private init; } = ImmutableDictionary<GraphId, GraphRecord>.Empty;

    public ImmutableSortedDictionary<string, BudgetLimits> Budgets { get; private init; } =
        ImmutableSortedDictionary.Create<string, BudgetLimits>(StringComparer.Ordinal);

    /// <summary>Which edit of each budget is here, by name.</summary>
    public ImmutableSortedDictionary<string, BudgetGeneration> Generations { get; private init; } =
        ImmutableSortedDictionary.Create<string, BudgetGeneration>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, BudgetTotal> Totals { get; private init; } =
        ImmutableSortedDictionary.Create<string, BudgetTotal>(StringComparer.Ordinal);

    /// <summary>Nothing up to here is missing.</summary>
    public StoreVersions Versions { get; private init; }

    /// <summary>
    /// The latest change in here, per kind; of budgets none. Completeness alone may come from a bookmark that another
    /// replica never gets, a change reaches every watch.
    /// </summary>
    public StoreVersions Changed { get; private init; }

    /// <summary>A deletion is in here and the version at which it happened is still to come, in the very next news.</summary>
    internal bool AwaitsVersion => GraphLostAfter is not null || AdapterLostAfter is not null;

    /// <summary>The last live read: what it did not show is gone, whatever a slow watch still brings from before.</summary>
    internal StoreVersions ReadLive { get; private init; }

    internal ImmutableDictionary<string, GraphId> AdapterTargets { get; private init; } =
        ImmutableDictionary.Create<string, GraphId>(StringComparer.Ordinal);

    public GraphRecord this[GraphId graph] => Graphs.GetValueOrDefault(graph, GraphRecord.Unseen);

    public ImmutableArray<BudgetLimits> BudgetsOf(GraphId graph) => [.. Budgets.Values.Where(budget => budget.Governs(graph))];

    /// <summary>The version at which the object of this base is held; null when it is not.</summary>
    public ulong? VersionOf(ReservationBase of) => of.Kind switch
    {
        GovernedKind.Graph => this[new GraphId(of.Namespace, of.Name)].Facts is { } facts && facts.Uid == of.Uid
            ? facts.ResourceVersion
            : null,
        _ => FindAdapter(of.Uid)?.ResourceVersion,
    };

    /// <summary>
    /// The version that shows that no write can start from this base any more; 0 when the object is gone; null while
    /// one still may.
    /// </summary>
    public ulong? Passed(ReservationBase start)
    {
        var version = VersionOf(start);
        if (start.IsCreation || version > start.ResourceVersion)
            return version;

        return version is null && Versions[start.Kind] >= start.ResourceVersion ? 0 : null;
    }

    public StoreView See(GraphFacts graph)
    {
        var held = this[graph.Id];
        var isOld = held.Facts is { } facts
            ? graph.ResourceVersion < facts.ResourceVersion
            : graph.ResourceVersion <= ReadLive.Graphs;
        if (isOld)
            return this;

        var seen = Put(graph.Id, held.With(graph)) with { Changed = Changed.Raise(StoreKind.Graphs, graph.ResourceVersion) };
        return held.Facts?.Uid == graph.Uid ? seen : seen.WeighComponentsOf(graph.Id);
    }

    /// <summary>
    /// In the order of their own watch, which no version here counts: the gate lets them gain GPUs only where a graph stands
    /// for them, so no verdict rests on having seen one.
    /// </summary>
    public StoreView See(ComponentFacts component) =>
        (this with { Components = Components.With(component) }).Weigh(component);

    public StoreView LoseComponent(GraphId component, string uid) =>
        Components[component]?.Uid == uid ? Put(component, this[component].With(facts: null)) with { Components = Components.Without(component) } : this;

    public StoreView See(AdapterFacts adapter)
    {
        var held = FindAdapter(adapter.Uid);
        if (held is null ? adapter.ResourceVersion <= ReadLive.Adapters : adapter.ResourceVersion < held.ResourceVersion)
            return this;

        var without = Without(adapter.Uid);
        return without.Put(adapter.Graph, without[adapter.Graph].With(adapter)) with
        {
            AdapterTargets = without.AdapterTargets.SetItem(adapter.Uid, adapter.Graph),
            Changed = Changed.Raise(StoreKind.Adapters, adapter.ResourceVersion),
        };
    }

    public StoreView LoseGraph(GraphId graph, string uid) =>
        this[graph].Facts?.Uid == uid
            ? (Put(graph, this[graph].With(facts: null)) with { GraphLostAfter = GraphLostAfter ?? Versions.Graphs }).WeighComponentsOf(graph)
            : this;

    public StoreView LoseAdapter(string uid) => AdapterTargets.ContainsKey(uid)
        ? Without(uid) with { AdapterLostAfter = AdapterLostAfter ?? Versions.Adapters }
        : this;

    public StoreView AdvanceTo(StoreKind store, ulong version)
    {
        var advanced = this with { Versions = Versions.Raise(store, version) };
        return store switch
        {
            StoreKind.Graphs when version > GraphLostAfter =>
                advanced with { GraphLostAfter = null, Changed = Changed.Raise(store, version) },
            StoreKind.Adapters when version > AdapterLostAfter =>
                advanced with { AdapterLostAfter = null, Changed = Changed.Raise(store, version) },
            _ => advanced,
        };
    }

    public StoreView See(IEnumerable<BudgetLimits> budgets, ulong version)
    {
        // Older news still tells which namespaces match an edit that is held: that changes without a version of the budget.
        if (version < Versions.Budgets)
        {
            var listed = budgets.ToDictionary(BudgetKey);
            return See(Budgets.Values.Select(held => listed.GetValueOrDefault(BudgetKey(held), held)), Versions.Budgets);
        }

        var byName = budgets.ToImmutableSortedDictionary(budget => budget.Name, budget => budget, StringComparer.Ordinal);
        var totals = Totals.Clear().AddRange(byName.Values.Select(budget => KeyValuePair.Create(budget.Name, Total(budget))));
        var generations = Generations.Clear().AddRange(byName.Values.Select(budget => KeyValuePair.Create(budget.Name, BudgetGeneration.Of(budget))));
        return this with
        {
            Budgets = byName,
            Generations = generations,
            Totals = totals,
            Versions = Versions.Raise(StoreKind.Budgets, version),
        };
    }

    public StoreView See(LiveSnapshot live)
    {
        var view = this;
        if (live.Versions.Graphs > Versions.Graphs)
        {
            var uids = live.Graphs.Select(graph => graph.Uid).ToHashSet();
            foreach (var (id, record) in Graphs)
            {
                if (record.Facts is { } facts && facts.ResourceVersion <= live.Versions.Graphs && !uids.Contains(facts.Uid) && Components[id] is null)
                    view = view.LoseGraph(id, facts.Uid);
            }

            view = live.Graphs.Aggregate(view, (seen, graph) => seen.See(graph));
        }

        if (live.Versions.Adapters > Versions.Adapters)
        {
            var uids = live.Adapters.Select(adapter => adapter.Uid).ToHashSet();
            foreach (var uid in AdapterTargets.Keys)
            {
                if (FindAdapter(uid)?.ResourceVersion <= live.Versions.Adapters && !uids.Contains(uid))
                    view = view.LoseAdapter(uid);
            }

            view = live.Adapters.Aggregate(view, (seen, adapter) => seen.See(adapter));
        }

        return view.See(live.Budgets.Select(Newer), live.Versions.Budgets)
            .AdvanceTo(StoreKind.Graphs, live.Versions.Graphs)
            .AdvanceTo(StoreKind.Adapters, live.Versions.Adapters) with
        {
            ReadLive = ReadLive.Max(live.Versions),
        };
    }

    private ComponentIndex Components { get; init; } = ComponentIndex.Empty;

    private ulong? GraphLostAfter { get; init; }

    private ulong? AdapterLostAfter { get; init; }

    private StoreView Without(string adapterUid)
    {
        if (!AdapterTargets.TryGetValue(adapterUid, out var target))
            return this;

        return Put(target, this[target].WithoutAdapter(adapterUid)) with { AdapterTargets = AdapterTargets.Remove(adapterUid) };
    }

    /// <summary>Their graph came or went, or another took its name.</summary>
    private StoreView WeighComponentsOf(GraphId graph) => Components.Of(graph).Aggregate(this, (view, component) => view.Weigh(component));

    private StoreView Weigh(ComponentFacts component)
    {
        var isCovered = component.Graph is { } graph && component.IsCoveredBy(this[graph].Facts);
        return Put(component.Id, this[component.Id].With(isCovered ? null : component.AsGraph()));
    }

    private static (string Name, BudgetGeneration Edit) BudgetKey(BudgetLimits budget) => (budget.Name, BudgetGeneration.Of(budget));

    /// <summary>
    /// Of one edit the stores know best which namespaces match: these come and go without a version of the budget, so that
    /// a list that was under way meanwhile cannot be told to be older.
    /// </summary>
    private BudgetLimits Newer(BudgetLimits listed) =>
        Budgets.TryGetValue(listed.Name, out var held) && BudgetKey(held) == BudgetKey(listed) ? held : listed;

    private AdapterFacts? FindAdapter(string uid) =>
        AdapterTargets.TryGetValue(uid, out var graph) ? this[graph].Adapters.GetValueOrDefault(uid) : null;

    private StoreView Put(GraphId id, GraphRecord record)
    {
        var totals = Totals;
        foreach (var budget in Budgets.Values)
        {
            if (budget.Governs(id))
                totals = totals.SetItem(budget.Name, totals[budget.Name].Replace(id, this[id].Charge, record.Charge));
        }

        return this with { Graphs = record.IsGone ? Graphs.Remove(id) : Graphs.SetItem(id, record), Totals = totals };
    }

    private BudgetTotal Total(BudgetLimits budget) => BudgetTotal.Of([.. Graphs.Where(graph => budget.Governs(graph.Key))]);
}
