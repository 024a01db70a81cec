using BenchmarkDotNet.Attributes;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>One verdict of the step machine, the ledger's write included.</summary>
public class LedgerVerdictBenchmarks
{
    private const double GoalMicroseconds = 200;

    private VerdictFixture _verdicts = null!;

    [Params(10, 1_000, 10_000)]
    public int Graphs { get; set; }

    [GlobalSetup]
    public void Fill() => _verdicts = new VerdictFixture(Graphs);

    [Benchmark(Description = "verdict: growth, reserved and confirmed"), Goal(GoalMicroseconds)]
    public LedgerVerdict Growth() => _verdicts.Growth();

    [Benchmark(Description = "verdict: reduction"), Goal(GoalMicroseconds)]
    public LedgerVerdict Reduction() => _verdicts.Reduction();

    [Benchmark(Description = "verdict: over budget, with up to 100 charges to name"), Goal(GoalMicroseconds)]
    public LedgerVerdict Refusal() => _verdicts.Refusal();
}
