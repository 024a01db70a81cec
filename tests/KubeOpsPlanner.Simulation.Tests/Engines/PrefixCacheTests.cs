using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Tests.TestData;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Simulation.Tests.Engines;

public sealed class PrefixCacheTests
{
    [Fact]
    public void LeadingBlocksThatWereSeenAreNotComputedAgain()
    {
        var outcomes = Run([Prompt(0, 1024, 1, 2), Prompt(1000, 1536, 1, 2, 3), Prompt(2000, 1024, 9, 2)]);

        Assert.Equal([102.4, 51.2, 102.4], outcomes.Select(outcome => Math.Round(outcome.TtftMs!.Value, 6)));
    }

    [Fact]
    public void ThePromptsLastTokenIsAlwaysComputed() =>
        Assert.Equal(0.1, Run([Prompt(0, 1024, 1, 2), Prompt(1000, 1024, 1, 2)])[1].TtftMs!.Value, 6);

    [Fact]
    public void BlocksThatWereNotUsedForLongestAreForgotten()
    {
        // Room for two blocks: the third prompt pushes the first out, the fourth computes it again.
        var outcomes = Run(
            [Prompt(0, 512, 1), Prompt(1000, 512, 2), Prompt(2000, 512, 3), Prompt(3000, 512, 1), Prompt(4000, 512, 3)],
            Profiles.Plain(maxKvTokens: 1100));

        Assert.Equal([51.2, 51.2, 51.2, 51.2, 0.1], outcomes.Select(outcome => Math.Round(outcome.TtftMs!.Value, 6)));
    }

    [Fact]
    public void CopiesOfARequestAreOtherUsersPrompts()
    {
        var copies = new[] { Prompt(0, 1024, 1, 2) }.ScaleRate(3, seed: 1).ToArray();

        Assert.Equal(3, copies.Length);
        Assert.Equal(3, copies.Select(copy => copy.PrefixHashes![0]).Distinct().Count());
    }

    private static TraceRequest Prompt(double atMs, int tokens, params long[] hashes) =>
        new(TimeSpan.FromMilliseconds(atMs), tokens, 1) { PrefixHashes = hashes };

    private static IReadOnlyList<RequestOutcome> Run(IEnumerable<TraceRequest> trace, EngineProfile? profile = null)
    {
        var log = new OutcomeLog();
        using var pool = new PoolSimulation(
            profile ?? Profiles.Plain(), new EnginePoolOptions { PrefixCaching = true }, trace, log);
        pool.SetReady(1, 1);
        pool.RunToEnd();
        return log.Outcomes;
    }
}
