namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>One replica of the operator: its stores, and a machine for each ledger.</summary>
internal sealed class Replica
{
    public Replica(int index)
    {
        Index = index;
        Machines = [new Machine(this, 0), new Machine(this, 1)];
    }

    public int Index { get; }

    /// <summary>By cohort.</summary>
    public Machine[] Machines { get; }

    /// <summary>How many machines it has started.</summary>
    public int Lives { get; set; }

    /// <summary>How far its monotonic clock is ahead.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>By how much of that it jumped.</summary>
    public TimeSpan Ahead { get; set; }

    public StoredGraph?[] Graphs { get; } = new StoredGraph?[Names.Graphs.Length];

    public StoredAdapter?[] Adapters { get; } = new StoredAdapter?[Names.Graphs.Length];

    public StoredComponent?[] Components { get; } = new StoredComponent?[Names.Graphs.Length];

    public StoredBudget?[] Budgets { get; } = new StoredBudget?[Names.Budgets.Length];

    /// <summary>By cohort.</summary>
    public StoredCell?[] Ledgers { get; } = new StoredCell?[Names.Budgets.Length];

    public bool IsLabelled { get; set; }

    public Governing Governing { get; private set; }

    /// <summary>Grows with every change of <see cref="Governing"/>.</summary>
    public int Edition { get; private set; }

    /// <summary>How many changes of each store it has seen.</summary>
    public int[] Seen { get; } = new int[Stores.All.Length];

    /// <summary>Stores that have not listed since another showed that the server was put back.</summary>
    public bool[] IsDistrusted { get; } = new bool[Stores.All.Length];

    public bool[] IsBroken { get; } = new bool[Stores.All.Length];

    /// <summary>How far each store is complete.</summary>
    public ulong[] Reached { get; } = new ulong[Stores.All.Length];

    /// <returns>Whether anything is new.</returns>
    public bool Resolve(bool hadShared)
    {
        var resolved = Governing.Resolve(Budgets[0], Budgets[1], IsLabelled, hadShared, Governing.MayHold(Graphs[Names.Shared], Components[Names.Shared]));
        if (ReferenceEquals(resolved.First, Governing.First) && ReferenceEquals(resolved.Second, Governing.Second)
            && resolved.FirstHasShared == Governing.FirstHasShared)
        {
            return false;
        }

        Governing = resolved;
        Edition++;
        return true;
    }

    public void Forget()
    {
        Governing = default;
        Array.Clear(IsBroken);
        Array.Clear(IsDistrusted);
        foreach (var machine in Machines)
            machine.Forget();
    }
}
