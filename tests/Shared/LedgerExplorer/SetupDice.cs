using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>
/// Makes up where a run begins. Most runs are plain, with one or two things out of the ordinary: what denies all growth at
/// once would hide everything else.
/// </summary>
internal sealed class SetupDice(ulong seed)
{
    private static readonly MoveKind[] Troubles = [.. Enum.GetValues<MoveKind>().Where(Setup.IsTrouble)];

    private readonly Dice _dice = new(seed);

    /// <summary>Everybody wants a little more, and there is hardly any room.</summary>
    private bool _isTight;

    public Setup Roll()
    {
        _isTight = OneIn(2);
        var replicas = OneIn(3) ? 3 : 2;
        var hasSecond = OneIn(2);
        Pools?[] graphs = [Some(3), Some(3), OneIn(2) ? Some(2) : null, hasSecond && !OneIn(4) ? Some(3) : null];
        if (OneIn(12))
            graphs[0] = graphs[0]!.Value with { DecodeGpus = Pools.Undeclared };

        int?[] adapters = [.. graphs.Select(graph => graph is not null && OneIn(3) ? _dice.Next(4) : (int?)null)];
        StoredComponent?[] components = [.. graphs.Select((graph, slot) => OneIn(3) ? Component(slot, graph, adapters[slot] ?? 0) : null)];
        var takesShared = hasSecond && OneIn(3);
        var isLabelled = !takesShared || OneIn(2);
        var isFirstStart = OneIn(10);
        var used = graphs.Select((graph, slot) => (graph?.GpusWith(adapters[slot] ?? 0) ?? 0) + (components[slot] is { GraphUid: null } alone ? alone.HeldGpus : 0)).ToArray();
        var first = Budget(0, used[0] + used[1] + (isLabelled ? used[Names.Shared] : 0), 0, false, isFirstStart);
        var second = hasSecond
            ? Budget(1, used[Names.Second] + (takesShared ? used[Names.Shared] : 0), OneIn(3) ? 0 : 1, takesShared, isFirstStart)
            : null;
        var troubles = new HashSet<MoveKind>();
        for (var left = _dice.Next(5); left > 0; left--)
            troubles.Add(Troubles[_dice.Next(Troubles.Length)]);

        return new Setup
        {
            Replicas = replicas,
            Budgets = second is null ? [first] : [first, second],
            IsLabelled = isLabelled,
            Graphs = graphs,
            Adapters = adapters,
            Components = components,
            Requests = [.. Requests(graphs, adapters, hasSecond ? graphs.Length : Names.Second)],
            Troubles = troubles,
            Faults = troubles.Count == 0 ? 0 : 1 + _dice.Next(4),
            Moves = 40 + _dice.Next(80),
            IsFirstStart = isFirstStart,
            HasPauses = OneIn(4),
            SlowReplica = OneIn(2) ? _dice.Next(replicas) : -1,
            SlowStore = OneIn(3) ? null : (StoreName)_dice.Next(3),
        };
    }

    private bool OneIn(int times) => _dice.Next(times) == 0;

    private Pools Some(int limit) => new(_dice.Next(limit), _dice.Next(limit), OneIn(12) ? 0 : 1 + (_dice.Next(4) / 3));

    /// <summary>Most belong to a graph and are what it asks for.</summary>
    private StoredComponent Component(int slot, Pools? graph, int adapter) => graph is { } owner && !OneIn(4)
        ? new StoredComponent(slot, "", 0, "the graph's", Math.Max(owner.Decode, adapter), owner.DecodeGpus)
        : new StoredComponent(slot, "", 0, null, _dice.Next(3), OneIn(12) ? Pools.Undeclared : 1);

    private StoredBudget Budget(int index, int used, int cohort, bool takesShared, bool isFirstStart) => new(
        index,
        Generation: 1,
        MaxGpus: OneIn(30) ? -1 : used + (_isTight ? 1 + _dice.Next(2) : _dice.Next(4)),
        MinGpus: OneIn(4) ? _dice.Next(used + 2) : -1,
        OneIn(15) ? EnforcementMode.Advisory : EnforcementMode.Active,
        cohort,
        RecordedCohort: isFirstStart ? null : cohort,
        takesShared,
        FirstLedger: isFirstStart ? null : "");

    /// <summary>Where two controllers hold that they lead, every plan has a twin in which the other wants something else.</summary>
    private IEnumerable<Request> Requests(Pools?[] graphs, int?[] adapters, int slots)
    {
        var hasTwoLeaders = OneIn(4);
        var index = 0;
        for (var left = 3 + _dice.Next(4); left > 0; left--)
        {
            var slot = _dice.Next(slots);
            var kind = Kind(graphs[slot], adapters[slot]);
            var leader = hasTwoLeaders && kind == RequestKind.Plan ? 0 : -1;
            yield return Wish(index++, kind, slot, graphs[slot], adapters[slot], leader);
            if (leader == 0)
                yield return Wish(index++, kind, slot, graphs[slot], adapters[slot], leader: 1);
        }
    }

    private RequestKind Kind(Pools? graph, int? adapter) => (graph, adapter, _dice.Next(8)) switch
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

    private Request Wish(int index, RequestKind kind, int slot, Pools? graph, int? adapter, int leader)
    {
        var isDryRun = kind != RequestKind.Plan && OneIn(12);
        if (_isTight && !OneIn(4))
        {
            return new Request(index, kind, slot)
            {
                Prefill = (graph?.Prefill ?? 0) + _dice.Next(3),
                Decode = Math.Max(graph?.Decode ?? 0, adapter ?? 0) + _dice.Next(2),
                DecodeGpus = graph is null ? 1 : -1,
                IsDryRun = isDryRun,
                Leader = leader,
            };
        }

        return new Request(index, kind, slot)
        {
            Prefill = kind == RequestKind.CreateGraph || OneIn(2) ? _dice.Next(4) : -1,
            Decode = _dice.Next(5),
            DecodeGpus = kind == RequestKind.CreateGraph || OneIn(6) ? OneIn(8) ? Pools.Undeclared : _dice.Next(3) : -1,
            IsDryRun = isDryRun,
            Leader = leader,
        };
    }
}
