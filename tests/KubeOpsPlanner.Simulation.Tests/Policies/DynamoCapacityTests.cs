using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies.Dynamo;

namespace KubeOpsPlanner.Simulation.Tests.Policies;

/// <summary>Worked by hand from the formulas that Dynamo documents, at 1 ms a prompt token and 20 ms a decode step.</summary>
public sealed class DynamoCapacityTests
{
    [Theory]
    [InlineData(250, 100, 250)]
    [InlineData(100, 100, 100)]
    [InlineData(40, 100, 40)]
    public void PromptsAreChunkedAtTheBatchLimit(double tokens, int maxBatchedTokens, double expectedMs) =>
        Assert.Equal(expectedMs, Pass(maxBatchedTokens).PrefillMs(tokens), 6);

    [Theory]
    [InlineData(0, 2.5, 400)]
    [InlineData(0.5, 5, 200)]
    public void TheHitRateShortensPrompts(double hitRate, double rps, double ttftMs)
    {
        var capacity = DynamoCapacity.Of(Pass(maxBatchedTokens: 400), PlanMode.Prefill, 400, 10, hitRate, new LatencyTargets(500, 50)).Prefill!;

        Assert.Equal((rps, true), (capacity.RequestsPerSecond, capacity.MeetsTarget));
        Assert.Equal(ttftMs, capacity.LatencyMs, 6);
    }

    [Fact]
    public void WithoutABatchOnTargetTheMostThroughputCounts()
    {
        var capacity = DynamoCapacity.Of(Pass(maxBatchedTokens: 400), PlanMode.Prefill, 200, 10, 0, new LatencyTargets(100, 50)).Prefill!;

        Assert.False(capacity.MeetsTarget);
        Assert.Equal(5, capacity.RequestsPerSecond, 6);
    }

    [Fact]
    public void DecodeRunsTheBatchThatTheCacheHolds()
    {
        // 1000 tokens of cache at a context of 95 + 10/2 hold ten sequences: 10 / (10 · 20 ms).
        var capacity = DynamoCapacity.Of(Pass(), PlanMode.Decode, 95, 10, 0, new LatencyTargets(500, 50)).Decode!;

        Assert.Equal(50, capacity.RequestsPerSecond, 6);
        Assert.Equal(20, capacity.LatencyMs, 6);
    }

    [Fact]
    public void ContextsThatTheCacheCannotHoldHaveNoCapacity() =>
        Assert.Equal(0, DynamoCapacity.Of(Pass(), PlanMode.Decode, 2000, 10, 0, new LatencyTargets(500, 50)).Decode!.RequestsPerSecond);

    [Fact]
    public void AnAggregatedEngineComputesThePromptsOfThoseThatEnd()
    {
        // Ten sequences of ten tokens let one prompt of 95 tokens in per step: 20 + 95 ms.
        var capacity = DynamoCapacity.Of(Pass(), PlanMode.Agg, 95, 10, 0, new LatencyTargets(500, 200)).Decode!;

        Assert.Equal(115, capacity.LatencyMs, 6);
        Assert.Equal(10 / (10 * 0.115), capacity.RequestsPerSecond, 6);
    }

    private static DynamoForwardPass Pass(int maxBatchedTokens = 8192)
    {
        var profile = ProfileReader.Read(new Dictionary<string, string>
        {
            [ProfileReader.PrefillKey] = """{"prefill_isl": [1, 10000], "prefill_ttft": [1, 10000], "prefill_thpt_per_gpu": [1000, 1000]}""",
            [ProfileReader.DecodeKey] = """{"x_kv_usage": [0.1, 1], "y_context_length": [100, 100], "z_itl": [20, 20], "z_thpt_per_gpu": [50, 500], "max_kv_tokens": 1000}""",
        }).Profile!;
        return new DynamoForwardPass(profile.Prefill!, profile.Decode!, new EngineLimits(maxBatchedTokens));
    }
}
