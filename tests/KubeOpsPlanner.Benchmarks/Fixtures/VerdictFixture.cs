using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>
/// One verdict of the step machine: every step from the review's arrival to its answer, with the API server's
/// confirmation of the cell's write handed in at once. The state is immutable, so every verdict starts from the same one.
/// </summary>
internal sealed class VerdictFixture
{
    private readonly LedgerState _state;
    private readonly LedgerReview _growth;
    private readonly LedgerReview _reduction;
    private readonly LedgerReview _excess;

    /// <param name="graphs">At least 10.</param>
    /// <param name="rules">Null takes the product's own.</param>
    public VerdictFixture(int graphs, LedgerRules? rules = null)
    {
        _state = new LedgerFixture(graphs, rules: rules).State;
        _growth = LedgerFixture.Change(graphs, decodeReplicas: 4);
        _reduction = LedgerFixture.Change(graphs, decodeReplicas: 2);
        _excess = LedgerFixture.Change(graphs, decodeReplicas: 40);
        Require(Growth(), VerdictOutcome.Allowed, VerdictReason.WithinBudget);
        Require(Reduction(), VerdictOutcome.Allowed, VerdictReason.GrowsNothing);
        Require(Refusal(), VerdictOutcome.Refused, VerdictReason.OverBudget);
    }

    public LedgerVerdict Growth()
    {
        var (judged, effects) = LedgerMachine.Step(_state, new LedgerEvent.ReviewArrived(TimeSpan.Zero, _growth));
        var write = effects.OfType<LedgerEffect.WriteCell>().Single();
        var confirmed = new LedgerEvent.CellWritten(TimeSpan.Zero, write.Number, judged.CellVersion + 1, new CellStamp("uid-ledger", write.Cell.Sequence));
        return Answer(LedgerMachine.Step(judged, confirmed).Effects);
    }

    public LedgerVerdict Reduction() => Judge(_reduction);

    public LedgerVerdict Refusal() => Judge(_excess);

    private LedgerVerdict Judge(LedgerReview review) =>
        Answer(LedgerMachine.Step(_state, new LedgerEvent.ReviewArrived(TimeSpan.Zero, review)).Effects);

    private static LedgerVerdict Answer(IReadOnlyList<LedgerEffect> effects) => effects.OfType<LedgerEffect.Answer>().Single().Verdict;

    private static void Require(LedgerVerdict verdict, VerdictOutcome outcome, VerdictReason reason)
    {
        if ((verdict.Outcome, verdict.Reason) != (outcome, reason))
            throw new InvalidOperationException($"The fixture gives {verdict.Outcome} {verdict.Reason}, not {outcome} {reason}.");
    }
}
