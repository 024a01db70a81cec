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

    [Theory]
    [InlineData(300, 900_000, 3)]
    [InlineData(20, 60_000, 1)]
    public void DecodeFollowsItsEngines(int sequences, double kvTokens, int expected) =>
        Assert.Equal(expected, Run(new ReplicaPair(1, 2), new ReplicaPair(1, 2), 0, [new DecodeLoad(0, sequences, kvTokens), new DecodeLoad(0, sequences, kvTokens)])?.Decode);

    [Fact]
    public void OneEngineWithRoomKeepsTheOthersFromGrowing() =>
        Assert.Equal(2, Run(new ReplicaPair(1, 2), new ReplicaPair(1, 2), 0, [new DecodeLoad(0, 300, 900_000), new DecodeLoad(0, 1, 3000)])?.Decode);

    private static ReplicaPair? Run(ReplicaPair wanted, ReplicaPair ready, long queuedTokens, DecodeLoad[] decode)
    {
        var pool = Scenarios.Pool();
        var prompts = new Histogram(5000);
        prompts.Observe(3000, 100);
        var pass = new DynamoForwardPass(pool.Profile.Prefill!, pool.Profile.Decode!, pool.Engine.Limits);
        return new DynamoLoadLoop(pool, pass, 0.8).Run(new PoolObservation(
            TimeSpan.FromSeconds(5),
            TrafficCounters.Zero with { InputTokens = prompts.Read() },
            new EngineLoads(0, queuedTokens, 0, 0, [], decode, 0, 0, 0),
            wanted,
            ready)).Desired;
    }
}
