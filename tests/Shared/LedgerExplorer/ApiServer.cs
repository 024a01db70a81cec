using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What is stored and how it came about: one revision for everything, a history per kind for the watches.</summary>
internal sealed class ApiServer
{
    private int _ledgers;

    public ulong Revision { get; private set; } = 10;

    public StoredGraph?[] Graphs { get; } = new StoredGraph?[Names.Graphs.Length];

    public StoredAdapter?[] Adapters { get; } = new StoredAdapter?[Names.Graphs.Length];

    public StoredBudget Budget { get; private set; } = new(0, 0, "");

    public bool IsLabelled { get; private set; } = true;

    public StoredCell? Ledger { get; private set; }

    public LedgerCell? Cell => Ledger?.Cell;

    public CellStamp CellStamp => Ledger?.Stamp ?? CellStamp.None;

    public ulong CellVersion { get; private set; }

    public List<Change<StoredGraph>> GraphLog { get; } = [];

    public List<Change<StoredAdapter>> AdapterLog { get; } = [];

    public List<Change<StoredBudget>> BudgetLog { get; } = [];

    public List<bool> LabelLog { get; } = [];

    public List<Change<StoredCell>> CellLog { get; } = [];

    /// <summary>The ceiling of each generation.</summary>
    public Dictionary<long, long> Ceilings { get; } = [];

    /// <summary>States that a backup was made of.</summary>
    public List<Backup> Backups { get; } = [];

    public void BackUp() => Backups.Add(new Backup(
        Revision, [.. Graphs], [.. Adapters], Budget, IsLabelled, Ledger, CellVersion, [.. Enum.GetValues<StoreName>().Select(LogLength)]));

    /// <summary>Versions go on from the backup, so that they come again; what was seen in between never was.</summary>
    public void Restore(Backup backup)
    {
        (Revision, Budget, IsLabelled, Ledger, CellVersion) =
            (backup.Revision, backup.Budget, backup.IsLabelled, backup.Ledger, backup.CellVersion);
        backup.Graphs.CopyTo(Graphs, 0);
        backup.Adapters.CopyTo(Adapters, 0);
        Backups.RemoveAll(later => later.Revision > backup.Revision);
        Shorten(GraphLog, StoreName.Graphs);
        Shorten(AdapterLog, StoreName.Adapters);
        Shorten(BudgetLog, StoreName.Budgets);
        Shorten(LabelLog, StoreName.Namespaces);
        Shorten(CellLog, StoreName.Cells);

        void Shorten<T>(List<T> log, StoreName store) => log.RemoveRange(backup.Logs[(int)store], log.Count - backup.Logs[(int)store]);
    }

    public ulong VersionOf(StoreName store, int index) => store switch
    {
        StoreName.Graphs => GraphLog[index].Version,
        StoreName.Adapters => AdapterLog[index].Version,
        StoreName.Budgets => BudgetLog[index].Version,
        StoreName.Namespaces => 0,
        _ => CellLog[index].Version,
    };

    public int LogLength(StoreName store) => store switch
    {
        StoreName.Graphs => GraphLog.Count,
        StoreName.Adapters => AdapterLog.Count,
        StoreName.Budgets => BudgetLog.Count,
        StoreName.Namespaces => LabelLog.Count,
        _ => CellLog.Count,
    };

    public void Put(int slot, string uid, Pools pools, int observedGpus)
    {
        var graph = new StoredGraph(slot, uid, ++Revision, pools, observedGpus);
        Graphs[slot] = graph;
        GraphLog.Add(new(Revision, slot, uid, graph));
    }

    public void PutAdapter(int slot, string uid, int replicas)
    {
        var adapter = new StoredAdapter(slot, uid, ++Revision, replicas);
        Adapters[slot] = adapter;
        AdapterLog.Add(new(Revision, slot, uid, adapter));
    }

    public void DeleteGraph(int slot)
    {
        GraphLog.Add(new(++Revision, slot, Graphs[slot]!.Uid, null));
        Graphs[slot] = null;
    }

    public void DeleteAdapter(int slot)
    {
        AdapterLog.Add(new(++Revision, slot, Adapters[slot]!.Uid, null));
        Adapters[slot] = null;
    }

    public void PutBudget(StoredBudget budget)
    {
        Budget = budget;
        Ceilings[budget.Generation] = budget.MaxGpus;
        BudgetLog.Add(new(++Revision, 0, "", budget));
    }

    public void Label(bool isLabelled)
    {
        ++Revision;
        IsLabelled = isLabelled;
        LabelLog.Add(isLabelled);
    }

    /// <returns>Whether the precondition held.</returns>
    public bool Write(LedgerCell cell, ulong? expected)
    {
        if (expected is { } version && version != (Cell is null ? 0 : CellVersion))
            return false;

        PutCell(cell);
        return true;
    }

    /// <param name="cell">Null deletes it.</param>
    /// <param name="generation">Where the API server's count begins when there is none.</param>
    public void PutCell(LedgerCell? cell, long generation = 1)
    {
        CellVersion = ++Revision;
        Ledger = (cell, Ledger) switch
        {
            (null, _) => null,
            (_, null) => new StoredCell(cell, new CellStamp($"uid-ledger-{++_ledgers}", generation)),
            var (_, before) => new StoredCell(
                cell, before.Stamp with { Generation = before.Stamp.Generation + (cell.Equals(before.Cell) ? 0 : 1) }),
        };
        CellLog.Add(new(Revision, 0, "", Ledger));
    }

    /// <summary>The budget's status names its first ledger, unless it does already.</summary>
    public void RecordLedger(string uid)
    {
        if (Budget.FirstLedger is null)
            PutBudget(Budget with { FirstLedger = uid });
    }

    /// <summary>The GPUs that what is stored asks for, over the slots given.</summary>
    public int SpecGpus(Func<int, bool> counts)
    {
        var gpus = 0;
        for (var slot = 0; slot < Graphs.Length; slot++)
        {
            if (counts(slot))
                gpus += Graphs[slot]?.Pools.GpusWith(Adapters[slot]?.Replicas ?? 0) ?? 0;
        }

        return gpus;
    }
}

/// <param name="Logs">How much had happened, by store.</param>
internal sealed record Backup(
    ulong Revision, StoredGraph?[] Graphs, StoredAdapter?[] Adapters, StoredBudget Budget, bool IsLabelled, StoredCell? Ledger,
    ulong CellVersion, int[] Logs);

internal enum StoreName
{
    Graphs,
    Adapters,
    Budgets,
    Namespaces,
    Cells,
}
