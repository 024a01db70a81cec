using System.Runtime.CompilerServices;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The API server, the replicas, those who want something, the clock: everything that a schedule moves.</summary>
internal sealed class World
{
    /// <summary>What the content of a ledger that has been in use for a while begins with.</summary>
    private const int UsedSequence = 7;

    private readonly LedgerRules _rules;
    private int _names;

    public World(Setup setup, LedgerRules rules, Tap tap)
    {
        (Setup, _rules, Tap) = (setup, rules, tap);
        Requests = setup.Requests;
        Promises = new Promises(this);
        if (!setup.IsLabelled)
            Server.Label(false);

        foreach (var budget in setup.Budgets)
            Server.PutBudget(budget);

        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (setup.Graphs[slot] is { } pools)
                Server.Put(slot, NewName("uid"), pools, pools.KnownGpusWith(setup.Adapters[slot] ?? 0));

            if (setup.Adapters[slot] is { } replicas)
                Server.PutAdapter(slot, NewName("uid"), replicas);
        }

        foreach (var component in setup.Components.OfType<StoredComponent>())
            Server.PutComponent(component.Slot, NewName("uid"), component.GraphUid is null ? null : Server.Graphs[component.Slot]!.Uid, component.Replicas, component.Gpus);

        foreach (var cohort in setup.IsFirstStart ? [] : setup.Budgets.Select(budget => budget.Cohort).Distinct())
            Server.PutCell(cohort, UsedCell(setup.Budgets.Where(budget => budget.Cohort == cohort)), generation: UsedSequence);

        Replicas = [.. Enumerable.Range(0, setup.Replicas).Select(index => new Replica(index))];
        Machines = [.. Replicas.SelectMany(replica => replica.Machines)];
        foreach (var replica in Replicas)
            Start(replica);
    }

    public Setup Setup { get; }

    public Tap Tap { get; }

    public ApiServer Server { get; } = new();

    public Replica[] Replicas { get; }

    /// <summary>Of all replicas, in the order of these.</summary>
    public Machine[] Machines { get; }

    public Request[] Requests { get; }

    /// <summary>Writes of a cell that nobody waits for any more, and when the API server gives up on them.</summary>
    public List<(Call Call, int Cohort, TimeSpan Deadline)> LostWrites { get; } = [];

    public Promises Promises { get; }

    public TimeSpan Now { get; set; }

    /// <summary>When anything last happened that a bound counts from.</summary>
    public TimeSpan LastDisturbance { get; set; }

    /// <summary>Taken by all machines together.</summary>
    public int Steps { get; private set; }

    /// <summary>What happened, in words; null when nobody reads it.</summary>
    public List<string>? Story { get; init; }

    public string NewName(string what) => $"{what}-{++_names}";

    public TimeSpan ClockOf(Replica replica) => Now + replica.Offset;

    public void Tell([InterpolatedStringHandlerArgument("")] Sentence sentence)
    {
        if (Story is not null)
            Tell(sentence.Finish());
    }

    public void Tell(string sentence) => Story?.Add($"{Now.TotalSeconds,7:0.###} s  {sentence}");

    public void Start(Replica replica)
    {
        replica.Forget();
        replica.Offset = TimeSpan.FromSeconds(1000 * (replica.Index + 1)) + replica.Offset;
        Watching.ListEverything(this, replica);
    }

    /// <summary>A new machine, told all that its replica's stores hold.</summary>
    public void StartMachine(Machine machine, bool mustRebuild = false)
    {
        var replica = machine.Replica;
        var at = ClockOf(replica);
        machine.Forget();
        (machine.State, var effects) = LedgerMachine.Start($"replica-{replica.Index}.{replica.Lives++}", _rules, at, mustRebuild);
        Take(machine, effects);
        foreach (var adapter in replica.Adapters.OfType<StoredAdapter>())
            Feed(machine, new LedgerEvent.AdapterObserved(at, adapter.Facts));

        foreach (var graph in replica.Graphs.OfType<StoredGraph>())
            Feed(machine, new LedgerEvent.GraphObserved(at, graph.Facts));

        foreach (var component in replica.Components.OfType<StoredComponent>())
            Feed(machine, new LedgerEvent.ComponentObserved(at, component.Facts));

        Feed(machine, new LedgerEvent.BudgetsObserved(at, replica.Governing.Limits(machine.Cohort), replica.Reached[(int)StoreName.Budgets]));
        Feed(machine, new LedgerEvent.StoreAdvanced(at, StoreKind.Graphs, replica.Reached[(int)StoreName.Graphs]));
        Feed(machine, new LedgerEvent.StoreAdvanced(at, StoreKind.Adapters, replica.Reached[(int)StoreName.Adapters]));
    }

    /// <summary>Its replica knows of no budget in this ledger any more; writes that it sent may still arrive.</summary>
    public void StopMachine(Machine machine)
    {
        var unanswered = machine.Tickets.Keys.ToList();
        Abandon(machine, writesArrive: true);
        foreach (var review in unanswered)
            Gate.TakeAnswer(this, machine, new LedgerEffect.Answer(review, LedgerVerdict.RetryLater(VerdictReason.LedgerUnavailable)));

        machine.Forget();
    }

    /// <summary>Nobody waits for the calls of this machine any more.</summary>
    public void Abandon(Machine machine, bool writesArrive)
    {
        foreach (var call in machine.Calls)
        {
            if (writesArrive && call.Effect is LedgerEffect.WriteCell)
                LostWrites.Add((call, machine.Cohort, Now + Serving.RequestLimit));
        }

        machine.Calls.Clear();
    }

    public void Feed(Machine machine, LedgerEvent happened)
    {
        Steps++;
        (machine.State, var effects) = LedgerMachine.Step(machine.State, Tap.Hear(happened));
        Take(machine, effects);
    }

    public void FeedAll(Replica replica, LedgerEvent happened)
    {
        foreach (var machine in replica.Machines)
        {
            if (machine.IsRunning)
                Feed(machine, happened);
        }
    }

    /// <returns>False when the move is not possible now.</returns>
    public bool Make(Move move) => move.Kind switch
    {
        MoveKind.Deliver => Watching.Deliver(this, At(move.A), (StoreName)move.B),
        MoveKind.Bookmark => Watching.Bookmark(this, At(move.A), (StoreName)move.B),
        MoveKind.Relist => Watching.Relist(this, At(move.A), (StoreName)move.B),
        MoveKind.BreakWatch => Watching.Break(this, At(move.A), (StoreName)move.B),
        MoveKind.Handle => Serving.Handle(this, MachineAt(move.A), move.B),
        MoveKind.Hear => Serving.Hear(this, MachineAt(move.A), move.B),
        MoveKind.Conflict => Serving.Conflict(this, MachineAt(move.A), move.B),
        MoveKind.LoseCall => Serving.Lose(this, MachineAt(move.A), move.B),
        MoveKind.LandLostWrite => Serving.Land(this),
        MoveKind.Ask => Asking.Ask(this, Requests[move.A], At(move.B)),
        MoveKind.Store => Asking.Store(this, Requests[move.A], At(move.B)),
        MoveKind.DenyLater => Asking.Deny(this, Requests[move.A]),
        MoveKind.Stall => Asking.Stall(this, Requests[move.A]),
        MoveKind.Duplicate => Asking.Duplicate(this, Requests[move.A], At(move.B)),
        MoveKind.PassTime => Timing.Pass(this, move.A == 1),
        MoveKind.JumpClock => Timing.Jump(this, At(move.A), move.B),
        MoveKind.EditCeiling or MoveKind.EditMode or MoveKind.TakeShared or MoveKind.MoveBudget or MoveKind.LabelNamespace
            => Editing.Make(this, move),
        _ => Meddling.Make(this, move),
    };

    private Replica At(int index) => Replicas[index % Replicas.Length];

    private Machine MachineAt(int index) => Machines[index % Machines.Length];

    private static LedgerCell UsedCell(IEnumerable<StoredBudget> budgets) => LedgerCell.Blank with
    {
        Sequence = UsedSequence,
        BudgetGenerations = LedgerCell.Blank.BudgetGenerations.AddRange(budgets.Select(budget =>
            KeyValuePair.Create(Names.Budgets[budget.Index], new BudgetGeneration(budget.Uid, budget.Generation)))),
    };

    private void Take(Machine machine, IReadOnlyList<LedgerEffect> effects)
    {
        for (var index = 0; index < effects.Count; index++)
        {
            switch (effects[index])
            {
                case LedgerEffect.Answer answer:
                    Gate.TakeAnswer(this, machine, answer);
                    break;
                case LedgerEffect.Wake wake:
                    machine.WakeAt = wake.At;
                    break;
                case LedgerEffect.ReportTampering:
                    break;
                case var call:
                    machine.Calls.Add(new Call(call, Promises.PictureOf(machine.Replica)));
                    break;
            }
        }
    }
}
