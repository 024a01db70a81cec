using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay;

/// <summary>The engines against formulas that hold exactly.</summary>
public sealed class QueueingTheoryTests
{
    private const int Isl = 1000;
    private const double ServiceMs = 100;

    /// <summary>One prompt a pass, so that prefill is a plain deterministic server.</summary>
    private static readonly EngineProfile OnePromptAPass = Profiles.Plain(limits: new EngineLimits(MaxBatchedTokens: Isl));

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.85)]
    public void OnePrefillWorkerWaitsAsMD1Says(double load)
    {
        // Pollaczek and Khinchine for constant service: W = rho S / (2 (1 - rho)).
        var expectedMs = ServiceMs + (load * ServiceMs / (2 * (1 - load)));

        Assert.Equal(1, MeanTtftMs(workers: 1, load) / expectedMs, 0.05);
    }

    [Theory]
    [InlineData(2, 0.7)]
    [InlineData(4, 0.8)]
    public void SeveralPrefillWorkersWaitAboutHalfAsLongAsMMc(int workers, double load)
    {
        // Cosmetatos' approximation of M/D/c from Erlang C.
        var offered = load * workers;
        var blocking = ErlangB(workers, offered);
        var erlangC = blocking / (1 - (load * (1 - blocking)));
        var mmcWaitMs = erlangC * ServiceMs / (workers * (1 - load));
        var correction = 1 + ((1 - load) * (workers - 1) * (Math.Sqrt(4 + (5 * workers)) - 2) / (16 * load * workers));
        var expectedMs = ServiceMs + (mmcWaitMs / 2 * correction);

        Assert.Equal(1, MeanTtftMs(workers, load) / expectedMs, 0.05);
    }

    [Fact]
    public void LittlesLawHoldsForTheWholePool()
    {
        var profile = SyntheticProfiles.Llama8BOnH200();
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(profile, SyntheticTrace.Generate(new SyntheticTraceOptions()), log);
        pool.SetReady(2, 2);

        double inFlight = 0;
        var samples = 0;
        while (!pool.TraceEnded)
        {
            pool.AdvanceBy(TimeSpan.FromMilliseconds(100));
            inFlight += pool.Snapshot().Engines.InFlight;
            samples++;
        }

        var durationMs = pool.Now.TotalMilliseconds;
        pool.RunToEnd();
        var arrivalsPerMs = log.Outcomes.Count / durationMs;
        Assert.Equal(1, inFlight / samples / (arrivalsPerMs * log.Outcomes.Average(outcome => outcome.DurationMs)), 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void ALonePromptTakesItsProfiledTimeHoweverOftenItIsChunked(int chunks)
    {
        var profile = SyntheticProfiles.Llama8BOnH200() with { Limits = new EngineLimits(MaxBatchedTokens: 8000 / chunks), KvTransfer = KvTransfer.Instant };

        Assert.Equal(profile.PrefillTtftMs.Clamped(8000), Run(profile, 1, 1, [new TraceRequest(TimeSpan.Zero, 8000, 2)]).Single().TtftMs!.Value, 6);
    }

    [Fact]
    public void ShortPromptsShareTheFixedCostOfAPass()
    {
        // The first prompt runs alone; the other four wait and then share one pass: 100 + 10 and 4 x 100 + 10 ms.
        var profile = Profiles.Plain(fixedMs: 10);
        var outcomes = Run(profile, 1, 1, Enumerable.Repeat(new TraceRequest(TimeSpan.Zero, 1000, 1), 5));

        Assert.Equal([110, 520, 520, 520, 520], outcomes.Select(outcome => outcome.TtftMs!.Value).Order().Select(ms => Math.Round(ms, 6)));
    }

    [Fact]
    public void TheKvTransferDelaysTheFirstToken()
    {
        var profile = Profiles.Plain() with { KvTransfer = new KvTransfer(3, 0.01) };

        Assert.Equal(100 + 3 + 10, Run(profile, 1, 1, [new TraceRequest(TimeSpan.Zero, 1000, 2)]).Single().TtftMs!.Value, 6);
    }

    [Fact]
    public void ALoneSequenceDecodesAtTheProfiledItl()
    {
        var outcome = Run(Profiles.Plain(itlMs: 12.5), 1, 1, [new TraceRequest(TimeSpan.Zero, 1000, 101)]).Single();

        Assert.Equal(12.5, outcome.ItlMs!.Value, 6);
        Assert.Equal(100 + (100 * 12.5), outcome.DurationMs, 6);
    }

    /// <summary>The fluid against the sum over single iterations, where the ITL grows as the context does.</summary>
    [Theory]
    [InlineData(1, 2000)]
    [InlineData(64, 700)]
    public void TheFluidAgreesWithStepByStepIterations(int sequences, int osl)
    {
        var profile = SyntheticProfiles.Llama8BOnH200() with
        {
            PrefillTtftMs = new PiecewiseLinearCurve([(0, 0), (1000, 0)]),
            KvTransfer = KvTransfer.Instant,
        };
        var outcomes = Run(profile, 1, 1, Enumerable.Repeat(new TraceRequest(TimeSpan.Zero, 3000, osl), sequences));

        double expectedMs = 0;
        for (var token = 1; token < osl; token++)
        {
            expectedMs += profile.ItlMs(sequences, sequences * (3000.0 + token));
        }

        Assert.All(outcomes, outcome => Assert.Equal(1, outcome.DurationMs / expectedMs, 0.001));
    }

    private static double MeanTtftMs(int workers, double load)
    {
        var random = new SeededRandom(42);
        var at = TimeSpan.Zero;
        List<TraceRequest> poisson = [];
        for (var i = 0; i < 60_000; i++)
        {
            at += TimeSpan.FromMilliseconds(random.NextExponential(load * workers / ServiceMs));
            poisson.Add(new TraceRequest(at, Isl, 1));
        }

        return Run(OnePromptAPass, workers, 1, poisson).Average(outcome => outcome.TtftMs!.Value);
    }

    private static double ErlangB(int servers, double offered)
    {
        var blocking = 1.0;
        for (var server = 1; server <= servers; server++)
        {
            blocking = offered * blocking / (server + (offered * blocking));
        }

        return blocking;
    }

    private static IReadOnlyList<RequestOutcome> Run(EngineProfile profile, int prefill, int decode, IEnumerable<TraceRequest> trace)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(profile, trace, log);
        pool.SetReady(prefill, decode);
        pool.RunToEnd();
        return log.Outcomes;
    }
}
