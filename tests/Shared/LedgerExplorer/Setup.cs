namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>Where a run begins and what its parties want; follows from the seed alone.</summary>
internal sealed record Setup
{
    public required int Replicas { get; init; }

    public required long MaxGpus { get; init; }

    public required Pools?[] Graphs { get; init; }

    /// <summary>Replicas of the adapter of each graph; null where there is none.</summary>
    public required int?[] Adapters { get; init; }

    public required Request[] Requests { get; init; }

    public required int Faults { get; init; }

    public required int Moves { get; init; }

    /// <summary>No ledger exists yet, nor any status of the budget.</summary>
    public required bool IsFirstStart { get; init; }

    /// <summary>Whose watches are slow; -1 for nobody's.</summary>
    public required int SlowReplica { get; init; }

    /// <summary>What goes wrong in this run: each run has its own few kinds of trouble.</summary>
    public required HashSet<MoveKind> Troubles { get; init; }

    /// <summary>Of all that the runs from here can tell apart.</summary>
    public ulong Hash
    {
        get
        {
            var hash = Schedule.Mix(0xCBF29CE484222325, ((ulong)Replicas << 40) | ((ulong)MaxGpus << 1) | (IsFirstStart ? 1u : 0u));
            for (var slot = 0; slot < Graphs.Length; slot++)
                hash = Schedule.Mix(hash, ((ulong)(Graphs[slot] is { } graph ? 1 + (uint)(graph.Prefill + (8 * graph.Decode) + (64 * graph.DecodeGpus)) : 0) << 8) | (uint)((Adapters[slot] ?? -1) + 1));

            foreach (var request in Requests)
            {
                hash = Schedule.Mix(hash, ((ulong)request.Kind << 40) | ((ulong)request.Slot << 32) | ((ulong)(request.Prefill + 1) << 24)
                    | ((ulong)request.Decode << 16) | ((ulong)(request.DecodeGpus + 1) << 8) | (request.IsDryRun ? 1u : 0u));
            }

            return hash;
        }
    }

    public static Setup Of(ulong seed)
    {
        var dice = new Dice(seed);
        var replicas = dice.Next(3) == 0 ? 3 : 2;
        Pools?[] graphs = [Some(3), Some(3), dice.Next(2) == 0 ? Some(2) : null];
        int?[] adapters = [.. graphs.Select(graph => graph is not null && dice.Next(3) == 0 ? dice.Next(4) : (int?)null)];
        var used = graphs.Select((graph, slot) => graph?.GpusWith(adapters[slot] ?? 0) ?? 0).Sum();
        var requests = Enumerable.Range(0, 2 + dice.Next(4)).Select(index => Wish(dice, index, graphs, adapters)).ToArray();
        var kinds = Enum.GetValues<MoveKind>().Where(IsTrouble).ToArray();
        var troubles = new HashSet<MoveKind>();
        for (var left = dice.Next(5); left > 0; left--)
            troubles.Add(kinds[dice.Next(kinds.Length)]);

        return new Setup
        {
            Replicas = replicas,
            MaxGpus = used + dice.Next(4),
            Graphs = graphs,
            Adapters = adapters,
            Requests = requests,
            Troubles = troubles,
            Faults = troubles.Count == 0 ? 0 : 1 + dice.Next(4),
            Moves = 40 + dice.Next(80),
            IsFirstStart = dice.Next(10) == 0,
            SlowReplica = dice.Next(3) == 0 ? dice.Next(replicas) : -1,
        };

        Pools Some(int limit) => new(dice.Next(limit), dice.Next(limit), 1 + (dice.Next(4) / 3));
    }

    public static bool IsTrouble(MoveKind kind) => kind >= MoveKind.DeleteGraph;

    private static Request Wish(Dice dice, int index, Pools?[] graphs, int?[] adapters)
    {
        var slot = dice.Next(graphs.Length);
        var kind = (graphs[slot], adapters[slot], dice.Next(8)) switch
        {
            (null, _, _) => RequestKind.CreateGraph,
            (_, _, 0) => RequestKind.CreateGraph,
            (_, null, 1) => RequestKind.CreateAdapter,
            (_, not null, 1 or 2 or 3) => RequestKind.ScaleAdapter,
            (_, not null, 4) => RequestKind.Mirror,
            (_, _, 5 or 6) => RequestKind.Plan,
            (_, _, 7) => RequestKind.PutGraph,
            _ => RequestKind.PatchGraph,
        };
        return new Request(index, kind, slot)
        {
            Prefill = kind == RequestKind.CreateGraph || dice.Next(2) == 0 ? dice.Next(4) : -1,
            Decode = dice.Next(5),
            DecodeGpus = kind == RequestKind.CreateGraph || dice.Next(6) == 0 ? 1 + dice.Next(2) : -1,
            IsDryRun = kind != RequestKind.Plan && dice.Next(12) == 0,
        };
    }
}
