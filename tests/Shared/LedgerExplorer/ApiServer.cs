using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What is stored and how it came about: one revision for everything, a history per kind for the watches.</summary>
internal sealed class ApiServer
{
    public ulong Revision { get; private set; } = 10;

    public StoredGraph?[] Graphs { get; } = new StoredGraph?[Names.Graphs.Length];

    public StoredAdapter?[] Adapters { get; } = new StoredAdapter?[Names.Graphs.Length];

    public StoredBudget Budget { get; private set; } = new(0, 0, true);

    public bool IsLabelled { get; private set; } = true;

    public LedgerCell? Cell { get; private set; }

    public ulong CellVersion { get; private set; }

    public List<Change<StoredGraph>> GraphLog { get; } = [];

    public List<Change<StoredAdapter>> AdapterLog { get; } = [];

    public List<Change<StoredBudget>> BudgetLog { get; } = [];

    public List<bool> LabelLog { get; } = [];

    public List<Change<LedgerCell>> CellLog { get; } = [];

    /// <summary>The ceiling of each generation.</summary>
    public Dictionary<long, long> Ceilings { get; } = [];

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

    public void PutCell(LedgerCell? cell)
    {
        Cell = cell;
        CellVersion = ++Revision;
        CellLog.Add(new(Revision, 0, "", cell));
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

internal enum StoreName
{
    Graphs,
    Adapters,
    Budgets,
    Namespaces,
    Cells,
}
