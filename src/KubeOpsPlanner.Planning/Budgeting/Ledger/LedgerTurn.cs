namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>One step in the making: the state so far and the effects so far.</summary>
internal sealed class LedgerTurn(LedgerState state)
{
    private readonly List<LedgerEffect> _effects = [];

    public LedgerState State { get; set; } = state;

    public IReadOnlyList<LedgerEffect> Effects => _effects;

    public void Emit(LedgerEffect effect) => _effects.Add(effect);

    /// <summary>
    /// An advisory budget never turns anybody away, also when it could not be judged. What was judged stands: a refusal
    /// may have waited for its write while the budget was still enforced, and nothing is held for it. What the operator
    /// itself would write keeps the arithmetic: it can wait.
    /// </summary>
    public void Answer(LedgerReview review, LedgerVerdict verdict)
    {
        if (verdict.Outcome == VerdictOutcome.RetryLater && review.Source != ReviewSource.Grant && IsAdvisory(review.Graph))
            verdict = verdict with { Outcome = VerdictOutcome.Allowed };

        Emit(new LedgerEffect.Answer(review.Id, verdict));
    }

    public void AskForCell()
    {
        var read = State.CellRead;
        if (read.IsUnderWay)
        {
            State = State with { CellRead = read with { IsStale = true } };
            return;
        }

        State = State with { CellRead = new LiveRead(State.Now), CellReadBeganAt = State.CellVersion };
        Emit(new LedgerEffect.ReadCell());
    }

    public void AskForList()
    {
        if (State.List.IsUnderWay)
            return;

        State = State with { List = new LiveRead(State.Now), ListBeganAt = State.View.Versions };
        Emit(new LedgerEffect.ListLive());
    }

    private bool IsAdvisory(GraphId graph)
    {
        var budgets = State.View.BudgetsOf(graph);
        return !budgets.IsEmpty && budgets.All(budget => budget.Mode == EnforcementMode.Advisory);
    }
}
