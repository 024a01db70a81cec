using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;
using KubeOpsPlanner.Simulation.Policies.Dynamo;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Tests.TestData;

namespace KubeOpsPlanner.Simulation.Tests.Policies;

public sealed class DynamoLoadLoopTests
{
    /// <summary>Prompts of 3000 tokens take 80 ms on an 8B engine, the target is 500 ms.</summary>
    [Theory]
    // One replica at a time, however long the queue is.
    [InlineData(2, 2, 1_000_000, 3)]
    [InlineData(2, 2, 20_000, 2)]
    [InlineData(2, 2, 0, 1)]
    [InlineData(1, 1, 0, 1)]
    // Nothing while a replica starts.
    [InlineData(3, 2, 1_000_000, null)]
    public void PrefillFollowsTheQueue(int wanted, int ready, long queuedTokens, int? expected) =>
        Assert.Equal(expected, Run(new ReplicaPair(wanted, 1), new ReplicaPair(ready, 1), queuedTokens, [new DecodeLoad(0, 10, 30_000)])?.Prefill);

    /// <summary>Where the router sends at once: a target missed by one engine is no reason to grow, and room at one no reason to shrink.</summary>
    [Theory]
    [InlineData(500_000, 500_000, 3)]
    [InlineData(1_000_000, 0, 2)]
    [InlineData(0, 0, 1)]
    public void EveryEngineIsJudgedByTheQueueOfItsOwn(long first, long second, int expected) =>
        Assert.Equal(expected, Run(new ReplicaPair(2, 1), new ReplicaPair(2, 1), 0, [new DecodeLoad(0, 10, 30_000)], first, second)?.Prefill);

    [Theory]
    [InlineData(900_000, 900_000, 3)]
    [InlineData(900_000, 0, 2)]
    public void DecodeEnginesAreJudgedByTheirOwnQueuesToo(long first, long second, int expected) =>
        Assert.Equal(expected, Run(
            new ReplicaPair(1, 2),
            new ReplicaPair(1, 2),
            0,
            [new DecodeLoad(0, 100, 300_000) { QueuedKvTokens = first }, new DecodeLoad(1, 100, 300_000) { QueuedKvTokens = second }])?.Decode);

    [Theory]
    [InlineData(300, 900_000, 3)]
    [InlineData(20, 60_000, 1)]
    public void DecodeFollowsItsEngines(int sequences, double kvTokens, int expected) =>
        Assert.Equal(expected, Run(new ReplicaPair(1, 2), new ReplicaPair(1, 2), 0, [new DecodeLoad(0, sequences, kvTokens), new DecodeLoad(0, sequences, kvTokens)])?.Decode);

    [Fact]
    public void OneEngineWithRoomKeepsTheOthersFromGrowing() =>
        Assert.Equal(2, Run(new ReplicaPair(1, 2), new ReplicaPair(1, 2), 0, [new DecodeLoad(0, 300, 900_000), new DecodeLoad(0, 1, 3000)])?.Decode);

    private static ReplicaPair? Run(ReplicaPair wanted, ReplicaPair ready, long routerTokens, DecodeLoad[] decode, params long[] queues)
    {
        var pool = Scenarios.Pool();
        var prompts = new Histogram(5000);
        prompts.Observe(3000, 100);
        var prefill = Enumerable.Range(0, ready.Prefill).Select(id => new PrefillLoad(id, default, queues.ElementAtOrDefault(id)));
        var pass = new DynamoForwardPass(pool.Profile.Prefill!, pool.Profile.Decode!, pool.Engine.Limits);
        return new DynamoLoadLoop(pool, pass, 0.8).Run(new PoolObservation(
            TimeSpan.FromSeconds(5),
            TrafficCounters.Zero with { InputTokens = prompts.Read() },
            new EngineLoads(0, routerTokens, 0, 0, [.. prefill], decode, 0, 0, 0),
            wanted,
            ready)).Desired;
    }
}
