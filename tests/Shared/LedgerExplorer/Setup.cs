namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Where a run begins and what its parties want; follows from the seed alone.</summary>
internal sealed record Setup
{
    public required int Replicas { get; init; }

    /// <summary>One or two, in the ledger of the first or each in its own.</summary>
    public required StoredBudget[] Budgets { get; init; }

    /// <summary>The shared namespace has the label that the first budget selects.</summary>
    public required bool IsLabelled { get; init; }

    public required Pools?[] Graphs { get; init; }

    /// <summary>Replicas of the adapter of each graph; null where there is none.</summary>
    public required int?[] Adapters { get; init; }

    /// <summary>Of each slot; null where there is none. One with any graph's UID belongs to the graph of its slot.</summary>
    public required StoredComponent?[] Components { get; init; }

    public required Request[] Requests { get; init; }

    public required int Faults { get; init; }

    public required int Moves { get; init; }

    /// <summary>No ledger exists yet, nor any status of a budget.</summary>
    public required bool IsFirstStart { get; init; }

    /// <summary>Replicas leave each other pauses to write in, as they do in earnest.</summary>
    public required bool HasPauses { get; init; }

    /// <summary>Whose watches are slow; -1 for nobody's.</summary>
    public required int SlowReplica { get; init; }

    /// <summary>Which of them is; null for all.</summary>
    public required StoreName? SlowStore { get; init; }

    /// <summary>What goes wrong in this run: each run has its own few kinds of trouble.</summary>
    public required HashSet<MoveKind> Troubles { get; init; }

    /// <summary>Of all that the runs from here can tell apart.</summary>
    public ulong Hash
    {
        get
        {
            var hash = Schedule.Mix(0xCBF29CE484222325, (ulong)Replicas << 3 | (IsFirstStart ? 1u : 0u) | (IsLabelled ? 2u : 0u) | (HasPauses ? 4u : 0u));
            foreach (var budget in Budgets)
                hash = Schedule.Mix(hash, ((ulong)(budget.MaxGpus + 1) << 32) | ((ulong)(budget.MinGpus + 1) << 8) | ((uint)budget.Mode << 2) | ((uint)budget.Cohort << 1) | (budget.TakesShared ? 1u : 0u));

            for (var slot = 0; slot < Graphs.Length; slot++)
                hash = Schedule.Mix(hash, ((ulong)(Graphs[slot] is { } graph ? 1 + (uint)(graph.Prefill + (8 * graph.Decode) + (64 * (2 + graph.DecodeGpus))) : 0) << 8) | (uint)((Adapters[slot] ?? -1) + 1));

            foreach (var component in Components)
                hash = Schedule.Mix(hash, component is null ? 0 : 1 + (ulong)component.Replicas + (8u * (ulong)(component.Gpus + 2)) + (component.GraphUid is null ? 64u : 0u));

            foreach (var request in Requests)
            {
                hash = Schedule.Mix(hash, ((ulong)request.Kind << 40) | ((ulong)request.Slot << 32) | ((ulong)(request.Prefill + 1) << 24)
                    | ((ulong)request.Decode << 16) | ((ulong)(request.DecodeGpus + 2) << 8) | ((ulong)(request.Leader + 1) << 1) | (request.IsDryRun ? 1u : 0u));
            }

            return hash;
        }
    }

    public static bool IsTrouble(MoveKind kind) => kind >= MoveKind.DeleteGraph;

    public static Setup Of(ulong seed) => new SetupDice(seed).Roll();
}
