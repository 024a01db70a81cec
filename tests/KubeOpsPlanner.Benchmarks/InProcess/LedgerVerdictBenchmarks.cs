using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>
/// One verdict of the step machine: every step from the review's arrival to its answer, with the API server's
/// confirmation of the cell's write handed in at once. The state is immutable, so every operation starts from the same one.
/// </summary>
public class LedgerVerdictBenchmarks
{
    private const double GoalMicroseconds = 200;

    private LedgerState _state = null!;
    private LedgerReview _growth = null!;
    private LedgerReview _reduction = null!;
    private LedgerReview _excess = null!;

    [Params(10, 1_000, 10_000)]
    public int Graphs { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _state = new LedgerFixture(Graphs).State;
        _growth = LedgerFixture.Change(Graphs, decodeReplicas: 4);
        _reduction = LedgerFixture.Change(Graphs, decodeReplicas: 2);
        _excess = LedgerFixture.Change(Graphs, decodeReplicas: 40);
        Require(Growth(), VerdictOutcome.Allowed, VerdictReason.WithinBudget);
        Require(Reduction(), VerdictOutcome.Allowed, VerdictReason.GrowsNothing);
        Require(Refusal(), VerdictOutcome.Refused, VerdictReason.OverBudget);
    }

    [Benchmark(Description = "verdict: growth, reserved and confirmed"), Goal(GoalMicroseconds)]
    public LedgerVerdict Growth()
    {
        var (judged, effects) = LedgerMachine.Step(_state, new LedgerEvent.ReviewArrived(TimeSpan.Zero, _growth));
        var write = effects.OfType<LedgerEffect.WriteCell>().Single();
        var confirmed = new LedgerEvent.CellWritten(TimeSpan.Zero, write.Number, judged.CellVersion + 1, new CellStamp("uid-ledger", write.Cell.Sequence));
        return Answer(LedgerMachine.Step(judged, confirmed).Effects);
    }

    [Benchmark(Description = "verdict: reduction"), Goal(GoalMicroseconds)]
    public LedgerVerdict Reduction() => Judge(_reduction);

    [Benchmark(Description = "verdict: over budget, with the charges to name"), Goal(GoalMicroseconds)]
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
