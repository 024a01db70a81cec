using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Replay;

/// <summary>
/// Engines that serve one request at a time are the servers of queueing theory. How close a simulated mean can come to the
/// formula follows from the run's own batch means; four standard errors are allowed.
/// </summary>
public sealed class ErlangTests
{
    private const int Requests = 60_000;
    private const int Batches = 30;
    private const double AllowedStandardErrors = 4;
    private const double MeanServiceMs = 1000;
    private const double ItlMs = 1;

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(1, 0.8)]
    [InlineData(3, 0.7)]
    [InlineData(6, 0.75)]
    public void DecodeWorkersOfOneSequenceWaitAsMMcSays(int servers, double load)
    {
        // Erlang C: W = C S / (c (1 - rho)). Prompts cost nothing, so the time to the first token is the wait.
        var profile = Profiles.Plain(prefillMsPerToken: 0, itlMs: ItlMs, limits: new EngineLimits(MaxSequences: 1));
        var blocked = ErlangB(servers, load * servers);
        var erlangC = blocked / (1 - (load * (1 - blocked)));

        AssertMean(erlangC * MeanServiceMs / (servers * (1 - load)), Waits(profile, EnginePoolOptions.Default, servers, servers, Exponential(servers, load)));
    }

    [Theory]
    [InlineData(EngineLayout.Disaggregated, 3, 0.7)]
    [InlineData(EngineLayout.Aggregated, 2, 0.5)]
    public void RequestsSentAtRandomWaitAsInSeparateQueues(EngineLayout layout, int servers, double load) =>
        // A Poisson stream split at random is Poisson streams: M/M/1 each, W = rho S / (1 - rho).
        AssertMean(load * MeanServiceMs / (1 - load), OneAtATime(layout, RouterMode.Random, servers, load));

    [Theory]
    [InlineData(2, 0.7)]
    [InlineData(4, 0.8)]
    public void RequestsSentInTurnWaitAsErlangArrivalsDo(int servers, double load)
    {
        // E_c/M/1 each: W = sigma S / (1 - sigma), where sigma = (c rho / (c rho + 1 - sigma))^c.
        var sigma = 0.5;
        for (var i = 0; i < 1000; i++)
        {
            sigma = Math.Pow(servers * load / ((servers * load) + 1 - sigma), servers);
        }

        AssertMean(sigma * MeanServiceMs / (1 - sigma), OneAtATime(EngineLayout.Disaggregated, RouterMode.RoundRobin, servers, load));
    }

    [Theory]
    [InlineData(EngineLayout.Disaggregated, RouterMode.LeastLoaded)]
    [InlineData(EngineLayout.Aggregated, RouterMode.LeastLoaded)]
    [InlineData(EngineLayout.Disaggregated, RouterMode.KvAware)]
    public void TheShortestQueueLiesBetweenOneCommonQueueAndQueuesInTurn(EngineLayout layout, RouterMode router)
    {
        var (shortest, common, inTurn) = (Mean(router), Mean(RouterMode.Held), Mean(RouterMode.RoundRobin));

        Assert.InRange(shortest, common, inTurn);

        double Mean(RouterMode mode) => OneAtATime(layout, mode, servers: 4, load: 0.8).Average();
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void AnAggregatedWorkerWaitsAsMD1Says(double load)
    {
        // Pollaczek and Khinchine: one prompt an iteration, no answer to decode.
        var profile = Profiles.Plain(prefillMsPerToken: 1, limits: new EngineLimits(MaxBatchedTokens: 1000));
        var random = new SeededRandom(17);
        var arrivals = Poisson(random, load / MeanServiceMs).Select(at => new TraceRequest(at, 1000, 1));

        AssertMean(
            MeanServiceMs + (load * MeanServiceMs / (2 * (1 - load))),
            Waits(profile, new EnginePoolOptions { Layout = EngineLayout.Aggregated }, 0, 1, arrivals));
    }

    private static void AssertMean(double expectedMs, double[] values)
    {
        var batches = values.Chunk(values.Length / Batches).Take(Batches).Select(batch => batch.Average()).ToArray();
        var mean = batches.Average();
        var standardError = Math.Sqrt(batches.Sum(batch => (batch - mean) * (batch - mean)) / (Batches - 1) / Batches);

        Assert.InRange(expectedMs, mean - (AllowedStandardErrors * standardError), mean + (AllowedStandardErrors * standardError));
        // The check can fail: a tolerance as wide as the wait itself would prove nothing.
        Assert.True(standardError < 0.1 * expectedMs, $"the run is too short: {mean:0} ms ± {standardError:0} ms");
    }

    /// <summary>Waits where an engine serves one request at a time and prompts cost nothing.</summary>
    private static double[] OneAtATime(EngineLayout layout, RouterMode router, int servers, double load) => Waits(
        Profiles.Plain(prefillMsPerToken: 0, itlMs: ItlMs, limits: new EngineLimits(MaxSequences: 1)),
        new EnginePoolOptions { Layout = layout, Router = router, RouterSeed = 7 },
        layout == EngineLayout.Aggregated ? 0 : servers,
        servers,
        Exponential(servers, load));

    private static IEnumerable<TraceRequest> Exponential(int servers, double load)
    {
        var random = new SeededRandom(42);
        foreach (var at in Poisson(random, load * servers / MeanServiceMs))
        {
            // The first token is the prompt's, so a service of s takes s further tokens; the mean of the rounded ones stays.
            var tokens = (int)Math.Floor(random.NextExponential(1 / MeanServiceMs)) + (random.NextDouble() < 0.5 ? 1 : 0);
            yield return new TraceRequest(at, 1, tokens + 1);
        }
    }

    private static IEnumerable<TimeSpan> Poisson(SeededRandom random, double perMs)
    {
        var at = TimeSpan.Zero;
        for (var i = 0; i < Requests; i++)
        {
            at += TimeSpan.FromMilliseconds(random.NextExponential(perMs));
            yield return at;
        }
    }

    private static double[] Waits(EngineProfile profile, EnginePoolOptions options, int prefill, int decode, IEnumerable<TraceRequest> trace)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(profile, options, trace, log);
        pool.SetReady(prefill, decode);
        pool.RunToEnd();
        return [.. log.Outcomes.OrderBy(outcome => outcome.Arrived).Select(outcome => outcome.TtftMs!.Value)];
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
}
