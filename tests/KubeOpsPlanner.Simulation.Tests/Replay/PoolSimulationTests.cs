using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;
using KubeOpsPlanner.Testing;

namespace KubeOpsPlanner.Simulation.Tests.Replay;

public sealed class PoolSimulationTests
{
    private static readonly EngineProfile Llama = SyntheticProfiles.Llama8BOnH200();

    private static readonly IReadOnlyList<TraceRequest> Day =
        [.. SyntheticTrace.Generate(new SyntheticTraceOptions { Duration = TimeSpan.FromMinutes(20), DayLength = TimeSpan.FromMinutes(20) })];

    [Fact]
    public void EveryRequestIsAlwaysAccountedFor()
    {
        using var pool = new PoolSimulation(Llama, Day);
        var random = new SeededRandom(5);
        while (!pool.TraceEnded)
        {
            pool.SetReady((int)(random.NextDouble() * 4), (int)(random.NextDouble() * 4));
            pool.AdvanceBy(TimeSpan.FromSeconds(7));
            var snapshot = pool.Snapshot();
            Assert.Equal(snapshot.Arrived, snapshot.Completed + snapshot.Failed + snapshot.Engines.InFlight);
        }

        pool.SetReady(2, 2);
        pool.RunToEnd();
        Assert.Equal((Day.Count, 0), (pool.Snapshot().Completed, pool.Snapshot().Engines.InFlight));
        Assert.Equal(Day.Sum(request => (long)request.OutputTokens), pool.Snapshot().OutputTokens);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(60_000)]
    public void TheSizeOfTheStepsDoesNotChangeTheOutcome(int stepMs)
    {
        Assert.Equal(Play(stepMs: 7_000), Play(stepMs));

        List<RequestOutcome> Play(int stepMs)
        {
            var log = new OutcomeLog();
            using var pool = new PoolSimulation(Llama, Day, log);
            pool.SetReady(2, 2);
            while (!pool.TraceEnded || pool.Snapshot().Engines.InFlight > 0)
            {
                pool.AdvanceBy(TimeSpan.FromMilliseconds(stepMs));
            }

            return [.. log.Outcomes];
        }
    }

    [Fact]
    public void MorePrefillWorkersLowerTtftAndMoreDecodeWorkersLowerItl()
    {
        var few = Run(Day.ScaleRate(3, seed: 1), 1, 1);
        var morePrefill = Run(Day.ScaleRate(3, seed: 1), 3, 1);
        var moreDecode = Run(Day.ScaleRate(3, seed: 1), 1, 3);

        Assert.True(morePrefill.MeanTtftMs < few.MeanTtftMs / 2, $"{few.MeanTtftMs} ms, then {morePrefill.MeanTtftMs} ms");
        Assert.True(moreDecode.MeanItlMs < few.MeanItlMs * 0.9, $"{few.MeanItlMs} ms, then {moreDecode.MeanItlMs} ms");
        Assert.True(morePrefill.JointShare > few.JointShare);
    }

    [Fact]
    public void AWorkerThatJoinsHelpsTheRequestsThatWaitAlready()
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(Profiles.Plain(), Enumerable.Repeat(new TraceRequest(TimeSpan.Zero, 8192, 1), 20), log);
        pool.SetReady(1, 1);
        pool.AdvanceTo(TimeSpan.FromMilliseconds(1));
        Assert.Equal(19, pool.Snapshot().Engines.Queued);

        pool.SetReady(20, 1);
        Assert.Equal(0, pool.Snapshot().Engines.Queued);
        pool.RunToEnd();
        Assert.True(log.Outcomes.Max(outcome => outcome.TtftMs) < 2 * 819.2);
    }

    [Fact]
    public void DrainingWorkersFinishWhatTheyHoldAndTakeNothingNew()
    {
        var log = new OutcomeLog();
        var trace = Enumerable.Range(0, 40).Select(i => new TraceRequest(TimeSpan.FromMilliseconds(50 * i), 1000, 500));
        using var pool = new PoolSimulation(Profiles.Plain(prefillMsPerToken: 0.01), trace, log);
        pool.SetReady(2, 2);
        pool.AdvanceTo(TimeSpan.FromSeconds(1));
        var before = pool.Snapshot();
        Assert.True(before.Engines.Decoding > 10);

        pool.SetReady(0, 0);
        pool.AdvanceTo(TimeSpan.FromMinutes(1));
        var drained = pool.Snapshot();
        Assert.Equal(before.Engines.Decoding, drained.Completed);
        Assert.Equal((0, 0), (drained.Engines.DrainingPrefill, drained.Engines.DrainingDecode));
        Assert.Equal(40 - drained.Completed, drained.Engines.InFlight);

        pool.SetReady(1, 1);
        pool.RunToEnd();
        Assert.Equal(40, log.Outcomes.Count(outcome => outcome.Succeeded));
    }

    [Fact]
    public void TheKvCacheIsNeverOvercommitted()
    {
        var profile = Llama with { MaxKvTokens = 60_000 };
        using var pool = new PoolSimulation(profile, Day);
        pool.SetReady(2, 1);
        var held = false;
        while (!pool.TraceEnded)
        {
            pool.AdvanceBy(TimeSpan.FromMilliseconds(500));
            var engines = pool.Snapshot().Engines;
            Assert.InRange(engines.KvUsage!.Value, 0, 1);
            held |= engines.WaitingForDecode > 0;
        }

        Assert.True(held, "the cache was never full, so that the limit was not tried");
    }

    [Fact]
    public void ASequenceLimitHoldsSequencesBack()
    {
        var profile = Profiles.Plain(limits: new EngineLimits(MaxSequences: 3));
        using var pool = new PoolSimulation(profile, Enumerable.Repeat(new TraceRequest(TimeSpan.Zero, 10, 1000), 10));
        pool.SetReady(1, 1);
        pool.AdvanceTo(TimeSpan.FromSeconds(1));

        Assert.Equal((3, 7), (pool.Snapshot().Engines.Decoding, pool.Snapshot().Engines.WaitingForDecode));
    }

    [Fact]
    public void ARequestThatCanNeverFitFailsAtOnceAndBlocksNobody()
    {
        var log = new OutcomeLog();
        TraceRequest[] trace = [new(TimeSpan.Zero, 900, 200), new(TimeSpan.Zero, 900, 100)];
        using var pool = new PoolSimulation(Profiles.Plain(maxKvTokens: 1000), trace, log);
        pool.SetReady(1, 1);
        pool.RunToEnd();

        Assert.Equal([false, true], log.Outcomes.Select(outcome => outcome.Succeeded));
        Assert.Null(log.Outcomes[0].TtftMs);
    }

    [Fact]
    public void WithoutWorkersRequestsWaitAndAreCountedAsLate()
    {
        using var pool = new PoolSimulation(Llama, Day);
        pool.AdvanceTo(TimeSpan.FromMinutes(1));
        var snapshot = pool.Snapshot();

        Assert.Equal(snapshot.Arrived, snapshot.Engines.Queued);
        Assert.Equal(Day.Count(request => request.Arrival < TimeSpan.FromSeconds(50)), pool.WaitingLongerThan(TimeSpan.FromSeconds(10)));
        Assert.Null(snapshot.Engines.KvUsage);
    }

    [Fact]
    public void TimeDoesNotGoBack()
    {
        using var pool = new PoolSimulation(Llama, Day);
        pool.AdvanceTo(TimeSpan.FromSeconds(2));

        Assert.Throws<ArgumentOutOfRangeException>(() => pool.AdvanceTo(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void AttainmentIsJudgedPerWindowAndInTotal()
    {
        var tracker = new AttainmentTracker(new LatencyTargets(TtftMs: 150, ItlMs: 10));
        TraceRequest[] trace = [new(TimeSpan.Zero, 1000, 2), new(TimeSpan.FromSeconds(10), 2000, 2)];
        using var pool = new PoolSimulation(Profiles.Plain(), trace, tracker);
        pool.SetReady(1, 1);

        pool.AdvanceTo(TimeSpan.FromSeconds(5));
        Assert.Equal(new Attainment(1, 1, 1, 1, 1, 100, 1, 10), Rounded(tracker.TakeWindow()));
        pool.AdvanceTo(TimeSpan.FromSeconds(15));
        Assert.Equal(new Attainment(1, 0, 1, 0, 1, 200, 1, 10), Rounded(tracker.TakeWindow()));
        Assert.Null(tracker.TakeWindow().JointShare);
        Assert.Equal(0.5, tracker.Total.JointShare);
        Assert.Equal(0.25, tracker.Total.PlusMissed(2).JointShare);
        Assert.Equal(150, tracker.Total.MeanTtftMs!.Value, 6);
    }

    [SkippableTheory]
    [InlineData("azure-2023-code.csv", 2, 1)]
    [InlineData("mooncake-conversation.jsonl", 3, 3)]
    public void PublicTracesPlayToTheEnd(string file, int prefill, int decode)
    {
        using var pool = new PoolSimulation(Llama, TraceReader.ReadFile(SharedData.Require("traces", file)));
        pool.SetReady(prefill, decode);
        pool.RunToEnd();

        var snapshot = pool.Snapshot();
        Assert.Equal((snapshot.Arrived, 0L, 0), (snapshot.Completed, snapshot.Failed, snapshot.Engines.InFlight));
    }

    // ITL comes out of clock differences, so that its last bits are noise.
    private static Attainment Rounded(Attainment attainment) => attainment with
    {
        TtftSumMs = Math.Round(attainment.TtftSumMs, 6),
        ItlSumMs = Math.Round(attainment.ItlSumMs, 6),
    };

    private static Attainment Run(IEnumerable<TraceRequest> trace, int prefill, int decode)
    {
        var tracker = new AttainmentTracker(new LatencyTargets(TtftMs: 500, ItlMs: 50));
        using var pool = new PoolSimulation(Llama, trace, tracker);
        pool.SetReady(prefill, decode);
        pool.RunToEnd();
        return tracker.Total;
    }
}
