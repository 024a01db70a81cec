using System.Runtime.CompilerServices;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>The API server, the replicas, those who want something, the clock: everything that a schedule moves.</summary>
internal sealed class World
{
    private readonly LedgerRules _rules;
    private int _names;

    public World(Setup setup, LedgerRules rules, Tap tap)
    {
        (Setup, _rules, Tap) = (setup, rules, tap);
        Requests = setup.Requests;
        Promises = new Promises(this);
        Server.PutBudget(new StoredBudget(1, setup.MaxGpus, setup.IsFirstStart ? null : ""));
        for (var slot = 0; slot < Names.Graphs.Length; slot++)
        {
            if (setup.Graphs[slot] is { } pools)
                Server.Put(slot, NewName("uid"), pools, pools.GpusWith(setup.Adapters[slot] ?? 0));

            if (setup.Adapters[slot] is { } replicas)
                Server.PutAdapter(slot, NewName("uid"), replicas);
        }

        if (!setup.IsFirstStart)
        {
            Server.PutCell(LedgerCell.Blank with
            {
                Sequence = 7,
                BudgetGenerations = LedgerCell.Blank.BudgetGenerations.Add(Names.Budget, new BudgetGeneration("uid-fleet", 1)),
            }, generation: 7);
        }

        Replicas = [.. Enumerable.Range(0, setup.Replicas).Select(index => new Replica(index))];
        foreach (var replica in Replicas)
            Start(replica);
    }

    public Setup Setup { get; }

    public Tap Tap { get; }

    public ApiServer Server { get; } = new();

    public Replica[] Replicas { get; }

    public Request[] Requests { get; }

    /// <summary>Writes of the cell that nobody waits for any more, and when the API server gives up on them.</summary>
    public List<(Call Call, TimeSpan Deadline)> LostWrites { get; } = [];

    public Promises Promises { get; }

    public TimeSpan Now { get; set; }

    /// <summary>When anything last happened that a bound counts from.</summary>
    public TimeSpan LastDisturbance { get; set; }

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
        StartMachine(replica);
        Watching.ListEverything(this, replica);
    }

    public void StartMachine(Replica replica, bool mustRebuild = false)
    {
        replica.ForgetMachine();
        var (state, effects) = LedgerMachine.Start($"replica-{replica.Index}.{replica.Life++}", _rules, ClockOf(replica), mustRebuild);
        replica.State = state;
        Take(replica, effects);
    }

    public void Feed(Replica replica, LedgerEvent happened)
    {
        (replica.State, var effects) = LedgerMachine.Step(replica.State, happened);
        Take(replica, effects);
    }

    /// <returns>False when the move is not possible now.</returns>
    public bool Make(Move move) => move.Kind switch
    {
        MoveKind.Deliver => Watching.Deliver(this, At(move.A), (StoreName)move.B),
        MoveKind.Bookmark => Watching.Bookmark(this, At(move.A), (StoreName)move.B),
        MoveKind.Relist => Watching.Relist(this, At(move.A), (StoreName)move.B),
        MoveKind.BreakWatch => Watching.Break(this, At(move.A), (StoreName)move.B),
        MoveKind.Handle => Serving.Handle(this, At(move.A), move.B),
        MoveKind.Hear => Serving.Hear(this, At(move.A), move.B),
        MoveKind.Conflict => Serving.Conflict(this, At(move.A), move.B),
        MoveKind.LoseCall => Serving.Lose(this, At(move.A), move.B),
        MoveKind.LandLostWrite => Serving.Land(this),
        MoveKind.Ask => Asking.Ask(this, Requests[move.A], At(move.B)),
        MoveKind.Store => Asking.Store(this, Requests[move.A], At(move.B)),
        MoveKind.DenyLater => Asking.Deny(this, Requests[move.A]),
        MoveKind.Stall => Asking.Stall(this, Requests[move.A]),
        MoveKind.Duplicate => Asking.Duplicate(this, Requests[move.A], At(move.B)),
        MoveKind.PassTime => Timing.Pass(this, move.A == 1),
        MoveKind.JumpClock => Timing.Jump(this, At(move.A), move.B),
        _ => Meddling.Make(this, move),
    };

    private Replica At(int index) => Replicas[index % Replicas.Length];

    private void Take(Replica replica, IReadOnlyList<LedgerEffect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case LedgerEffect.Answer answer:
                    Asking.TakeAnswer(this, replica, answer);
                    break;
                case LedgerEffect.Wake wake:
                    replica.WakeAt = wake.At;
                    break;
                case LedgerEffect.ReportTampering:
                    break;
                default:
                    replica.Calls.Add(new Call(effect, Promises.PictureOf(replica)));
                    break;
            }
        }
    }
}
