using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What is stored and how it came about: one revision for everything, a history per kind for the watches.</summary>
internal sealed class ApiServer
{
    private readonly StoredCell?[] _ledgers = new StoredCell?[Names.Budgets.Length];
    private readonly ulong[] _cellVersions = new ulong[Names.Budgets.Length];
    private readonly Dictionary<(int Budget, long Generation), StoredBudget> _edits = [];
    private readonly bool[] _hasShrunk = new bool[Names.Graphs.Length];
    private int _made;

    public ulong Revision { get; private set; } = 10;

    public StoredGraph?[] Graphs { get; } = new StoredGraph?[Names.Graphs.Length];

    public StoredAdapter?[] Adapters { get; } = new StoredAdapter?[Names.Graphs.Length];

    public StoredComponent?[] Components { get; } = new StoredComponent?[Names.Graphs.Length];

    public StoredBudget?[] Budgets { get; } = new StoredBudget?[Names.Budgets.Length];

    /// <summary>The shared namespace has the label that the first budget selects.</summary>
    public bool IsLabelled { get; private set; } = true;

    public List<Change<StoredGraph>> GraphLog { get; } = [];

    public List<Change<StoredAdapter>> AdapterLog { get; } = [];

    public List<Change<StoredComponent>> ComponentLog { get; } = [];

    public List<Change<StoredBudget>> BudgetLog { get; } = [];

    public List<bool> LabelLog { get; } = [];

    public List<Change<StoredCell>> CellLog { get; } = [];

    /// <summary>States that a backup was made of.</summary>
    public List<Backup> Backups { get; } = [];

    public StoredCell? Ledger(int cohort) => _ledgers[cohort];

    public LedgerCell? Cell(int cohort) => _ledgers[cohort]?.Cell;

    public CellStamp Stamp(int cohort) => _ledgers[cohort]?.Stamp ?? CellStamp.None;

    public ulong CellVersion(int cohort) => _cellVersions[cohort];

    /// <summary>The budget as this edit left it.</summary>
    public StoredBudget Edit(int budget, long generation) => _edits[(budget, generation)];

    public void BackUp() => Backups.Add(new Backup(
        Revision, [.. Graphs], [.. Adapters], [.. Components], [.. Budgets], IsLabelled, [.. _ledgers], [.. _cellVersions], [.. Stores.All.Select(LogLength)]));

    /// <summary>Versions go on from the backup, so that they come again; what was seen in between never was.</summary>
    public void Restore(Backup backup)
    {
        (Revision, IsLabelled) = (backup.Revision, backup.IsLabelled);
        backup.Graphs.CopyTo(Graphs, 0);
        backup.Adapters.CopyTo(Adapters, 0);
        backup.Components.CopyTo(Components, 0);
        backup.Budgets.CopyTo(Budgets, 0);
        backup.Ledgers.CopyTo(_ledgers, 0);
        backup.CellVersions.CopyTo(_cellVersions, 0);
        Backups.RemoveAll(later => later.Revision > backup.Revision);
        Shorten(GraphLog, StoreName.Graphs);
        Shorten(AdapterLog, StoreName.Adapters);
        Shorten(BudgetLog, StoreName.Budgets);
        Shorten(LabelLog, StoreName.Namespaces);
        Shorten(CellLog, StoreName.Cells);
        Shorten(ComponentLog, StoreName.Components);

        void Shorten<T>(List<T> log, StoreName store) => log.RemoveRange(backup.Logs[(int)store], log.Count - backup.Logs[(int)store]);
    }

    public ulong VersionOf(StoreName store, int index) => store switch
    {
        StoreName.Graphs => GraphLog[index].Version,
        StoreName.Adapters => AdapterLog[index].Version,
        StoreName.Budgets => BudgetLog[index].Version,
        StoreName.Namespaces => 0,
        StoreName.Components => ComponentLog[index].Version,
        _ => CellLog[index].Version,
    };

    public int LogLength(StoreName store) => store switch
    {
        StoreName.Graphs => GraphLog.Count,
        StoreName.Adapters => AdapterLog.Count,
        StoreName.Budgets => BudgetLog.Count,
        StoreName.Namespaces => LabelLog.Count,
        StoreName.Components => ComponentLog.Count,
        _ => CellLog.Count,
    };

    public void Put(int slot, string uid, Pools pools, int observedGpus)
    {
        var graph = new StoredGraph(slot, uid, ++Revision, pools, observedGpus);
        Graphs[slot] = graph;
        GraphLog.Add(new(Revision, slot, uid, graph));
    }

    /// <summary>
    /// The adapter asked for more once. What its graph still runs of that is in the graph's status, and a replica may see
    /// the adapter before it sees the graph.
    /// </summary>
    public bool HasShrunk(int slot) => _hasShrunk[slot];

    public void PutAdapter(int slot, string uid, int replicas)
    {
        _hasShrunk[slot] |= replicas < Adapters[slot]?.Replicas;
        var adapter = new StoredAdapter(slot, uid, ++Revision, replicas);
        Adapters[slot] = adapter;
        AdapterLog.Add(new(Revision, slot, uid, adapter));
    }

    public void PutComponent(int slot, string uid, string? graphUid, int replicas, int gpus)
    {
        var component = new StoredComponent(slot, uid, ++Revision, graphUid, replicas, gpus);
        Components[slot] = component;
        ComponentLog.Add(new(Revision, slot, uid, component));
    }

    public void DeleteComponent(int slot)
    {
        ComponentLog.Add(new(++Revision, slot, Components[slot]!.Uid, null));
        Components[slot] = null;
    }

    public bool IsLoose(int slot) => Components[slot]?.IsLoose(Graphs[slot]) == true;

    public void DeleteGraph(int slot)
    {
        GraphLog.Add(new(++Revision, slot, Graphs[slot]!.Uid, null));
        Graphs[slot] = null;
    }

    public void DeleteAdapter(int slot)
    {
        _hasShrunk[slot] = true;
        AdapterLog.Add(new(++Revision, slot, Adapters[slot]!.Uid, null));
        Adapters[slot] = null;
    }

    public void PutBudget(StoredBudget budget)
    {
        Budgets[budget.Index] = budget;
        _edits[(budget.Index, budget.Generation)] = budget;
        BudgetLog.Add(new(++Revision, budget.Index, budget.Uid, budget));
    }

    public void Label(bool isLabelled)
    {
        ++Revision;
        IsLabelled = isLabelled;
        LabelLog.Add(isLabelled);
    }

    /// <returns>Whether the precondition held.</returns>
    public bool Write(int cohort, LedgerCell cell, ulong? expected)
    {
        if (expected is { } version && version != (_ledgers[cohort] is null ? 0 : _cellVersions[cohort]))
            return false;

        PutCell(cohort, cell);
        return true;
    }

    /// <param name="cell">Null deletes it.</param>
    /// <param name="generation">Where the API server's count begins when there is none.</param>
    public void PutCell(int cohort, LedgerCell? cell, long generation = 1)
    {
        _cellVersions[cohort] = ++Revision;
        _ledgers[cohort] = (cell, _ledgers[cohort]) switch
        {
            (null, _) => null,
            (_, null) => new StoredCell(cell, new CellStamp($"uid-ledger-{++_made}", generation)),
            var (_, before) => new StoredCell(
                cell, before.Stamp with { Generation = before.Stamp.Generation + (cell.Equals(before.Cell) ? 0 : 1) }),
        };
        CellLog.Add(new(Revision, cohort, "", _ledgers[cohort]));
    }

    /// <summary>The budget's status names its first ledger and its cohort, unless it does already.</summary>
    /// <returns>The first ledger; null when the budget is in another cohort.</returns>
    public string? RecordLedger(int budget, int cohort, string uid)
    {
        if (Budgets[budget]!.Cohort != cohort)
            return null;

        if (Budgets[budget]!.FirstLedger is null)
            PutBudget(Budgets[budget]! with { FirstLedger = uid, RecordedCohort = cohort });

        return Budgets[budget]!.FirstLedger;
    }
}
