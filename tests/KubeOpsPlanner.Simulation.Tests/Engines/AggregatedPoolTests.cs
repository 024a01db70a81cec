using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Engines;

public sealed class AggregatedPoolTests
{
    private static readonly EnginePoolOptions Aggregated = new() { Layout = EngineLayout.Aggregated };

    [Fact]
    public void ALoneRequestTakesItsProfiledTimes()
    {
        var outcome = Run(Profiles.Plain(fixedMs: 5, itlMs: 12.5), 1, [new TraceRequest(TimeSpan.Zero, 1000, 101)]).Single();

        Assert.Equal(105, outcome.TtftMs!.Value, 6);
        Assert.Equal(12.5, outcome.ItlMs!.Value, 6);
    }

    [Fact]
    public void APromptSlowsTheRunningSequencesDown()
    {
        // Ten iterations of 10 ms alone, then one that also computes 500 tokens of prompt (50 ms), then alone again.
        var profile = Profiles.Plain(itlMs: 10);
        var outcomes = Run(profile, 1, [new TraceRequest(TimeSpan.Zero, 1, 21), new TraceRequest(TimeSpan.FromMilliseconds(100.1), 500, 1)]);

        Assert.Equal(0.1 + (20 * 10) + 50, outcomes.Single(outcome => outcome.Request.OutputTokens == 21).DurationMs, 3);
    }

    [Fact]
    public void LongPromptsAreChunkedBesideRunningSequences()
    {
        // 100 tokens an iteration, of which the running sequence takes one: 990 tokens are ten chunks, each with a decode step.
        var profile = Profiles.Plain(itlMs: 10, limits: new EngineLimits(MaxBatchedTokens: 100));
        var outcomes = Run(profile, 1, [new TraceRequest(TimeSpan.Zero, 1, 1000), new TraceRequest(TimeSpan.FromMilliseconds(100.1), 990, 1)]);

        var prompt = outcomes.Single(outcome => outcome.Request.InputTokens == 990);
        Assert.Equal((990 * 0.1) + (10 * 10), prompt.TtftMs!.Value, 3);
    }

    [Fact]
    public void AFullCacheHoldsRequestsBackAtTheRouter()
    {
        var profile = Profiles.Plain(maxKvTokens: 1000);
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(profile, Aggregated, Enumerable.Repeat(new TraceRequest(TimeSpan.Zero, 400, 100), 5), log);
        pool.SetReady(0, 1);
        pool.AdvanceTo(TimeSpan.FromMilliseconds(500));

        Assert.Equal(3, pool.Snapshot().Engines.Queued);
        pool.SetReady(0, 3);
        Assert.Equal(0, pool.Snapshot().Engines.Queued);
        pool.RunToEnd();
        Assert.Equal(5, log.Outcomes.Count(outcome => outcome.Succeeded));
    }

    [Fact]
    public void EveryRequestIsAlwaysAccountedFor()
    {
        var trace = SyntheticTrace.Generate(new SyntheticTraceOptions { Duration = TimeSpan.FromMinutes(5) }).ToArray();
        using var pool = new PoolSimulation(SyntheticProfiles.Llama8BOnH200(), Aggregated, trace);
        for (var step = 0; !pool.TraceEnded; step++)
        {
            pool.SetReady(0, 1 + (step % 3));
            pool.AdvanceBy(TimeSpan.FromSeconds(7));
            var snapshot = pool.Snapshot();
            Assert.Equal(snapshot.Arrived, snapshot.Completed + snapshot.Failed + snapshot.Engines.InFlight);
        }

        pool.RunToEnd();
        Assert.Equal((trace.Length, 0), (pool.Snapshot().Completed, pool.Snapshot().Engines.InFlight));
    }

    private static IReadOnlyList<RequestOutcome> Run(EngineProfile profile, int workers, IEnumerable<TraceRequest> trace)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(profile, Aggregated, trace, log);
        pool.SetReady(0, workers);
        pool.RunToEnd();
        return log.Outcomes;
    }
}
