using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Planning.Tests.Budgeting.Ledger;

/// <summary>One replica, driven by hand: stores are synced to version 100, the cell is at version 50.</summary>
public sealed class LedgerHarness
{
    public LedgerHarness(
        BudgetLimits[] budgets, GraphFacts[] graphs, LedgerCell? cell = null, AdapterFacts[]? adapters = null, bool hasCell = true,
        CellStamp? stamp = null, bool mustRebuild = false)
    {
        (State, var effects) = LedgerMachine.Start("me", LedgerRules.Default, TimeSpan.Zero, mustRebuild);
        Effects.AddRange(effects);
        foreach (var graph in graphs)
            Send(new LedgerEvent.GraphObserved(Now, graph));

        foreach (var adapter in adapters ?? [])
            Send(new LedgerEvent.AdapterObserved(Now, adapter));

        Send(new LedgerEvent.StoreAdvanced(Now, StoreKind.Graphs, 100));
        Send(new LedgerEvent.StoreAdvanced(Now, StoreKind.Adapters, 100));
        Send(new LedgerEvent.BudgetsObserved(Now, [.. budgets], 100));
        if (!hasCell)
        {
            Send(new LedgerEvent.CellRead(Now, null, 0, CellStamp.None));
            return;
        }

        cell ??= LedgerCell.Blank with
        {
            Sequence = 2,
            BudgetGenerations = LedgerCell.Blank.BudgetGenerations.AddRange(
                budgets.Select(budget => KeyValuePair.Create(budget.Name, BudgetGeneration.Of(budget)))),
        };
        Send(new LedgerEvent.CellRead(Now, cell, 50, stamp ?? StampOf(cell)));
    }

    public LedgerState State { get; private set; }

    public TimeSpan Now { get; private set; }

    public List<LedgerEffect> Effects { get; } = [];

    public LedgerEffect.WriteCell? Write => Effects.OfType<LedgerEffect.WriteCell>().LastOrDefault();

    public static GraphId Chat { get; } = new("inference", "chat");

    /// <summary>As the API server counts what the operator writes.</summary>
    public static CellStamp StampOf(LedgerCell cell) => new("uid-ledger", cell.Sequence);

    public static BudgetLimits Budget(long max, long min = -1, EnforcementMode mode = EnforcementMode.Active, string name = "fleet") =>
        new(name, $"uid-{name}", 1, max, min, mode, ["inference"]);

    public static GraphFacts Graph(string name, int replicas, int? gpusPerReplica = 1, ulong version = 10) => new(
        new("inference", name), $"uid-{name}", version, GpuVector.Of(("decode", replicas, gpusPerReplica)), GpuVector.Empty);

    public static LedgerReview Change(string name, int from, int to, int? gpusPerReplica = 1, ulong version = 10, string id = "r1") => new(
        id,
        new ReservationBase(GovernedKind.Graph, "inference", name, $"uid-{name}", version),
        new("inference", name),
        GpuVector.Of(("decode", from, gpusPerReplica)),
        GpuVector.Of(("decode", to, gpusPerReplica)));

    public void Send(LedgerEvent happened)
    {
        (State, var effects) = LedgerMachine.Step(State, happened);
        Effects.AddRange(effects);
    }

    public void Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        Send(new LedgerEvent.Ticked(Now));
    }

    public void Ask(LedgerReview review) => Send(new LedgerEvent.ReviewArrived(Now, review));

    public LedgerVerdict? Answer(string id = "r1") =>
        Effects.OfType<LedgerEffect.Answer>().SingleOrDefault(answer => answer.ReviewId == id)?.Verdict;

    /// <summary>Lets the API server store the write that is in flight.</summary>
    public void Confirm() => Send(new LedgerEvent.CellWritten(Now, Write!.Number, State.CellVersion + 1, StampOf(Write.Cell)));

    /// <summary>Lets it store everything that there is to write.</summary>
    public void ConfirmAll()
    {
        while (State.Write is not null)
            Confirm();
    }

    /// <summary>Asks, and confirms the write that the verdict needs, if any.</summary>
    public LedgerVerdict Judge(LedgerReview review)
    {
        Ask(review);
        if (Answer(review.Id) is null)
            Confirm();

        return Answer(review.Id)!;
    }
}
