using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.PoolPlans;

public sealed record LoadScaling
{
    [Describe("Run this loop. It always runs with an optimizationTarget other than sla.")]
    public bool Enabled { get; init; }

    [Describe("Seconds between two decisions. Less than throughputScaling.intervalSeconds when both loops run.")]
    [Minimum(1), Maximum(86400)]
    public int IntervalSeconds { get; init; } = 5;

    [Describe("Percent of the latency targets that may be used up once a replica less carries the same load. 0 never shrinks a pool. "
        + "For optimizationTarget sla.")]
    [Minimum(0), Maximum(100)]
    public int DownSensitivity { get; init; } = 80;

    [Describe("Forward passes that must have been seen before latencies are estimated from them.")]
    [Minimum(1), Maximum(1024)]
    public int MinObservations { get; init; } = 5;

    [Describe("Forward passes that are remembered.")]
    [Minimum(1), Maximum(1024)]
    public int MaxSamples { get; init; } = 64;

    [Describe("Classes of forward passes by their size; where one is fullest the oldest is forgotten first. A perfect square.")]
    [Minimum(1), Maximum(1024)]
    public int SampleBuckets { get; init; } = 16;

    [Describe("Grow prefill as soon as one engine queues as many prompt tokens. Needed with optimizationTarget load.")]
    [Minimum(0)]
    public int? PrefillScaleUpQueueTokens { get; init; }

    [Describe("Shrink prefill when no engine queues more prompt tokens. Needed with optimizationTarget load.")]
    [Minimum(0)]
    public int? PrefillScaleDownQueueTokens { get; init; }

    [Describe("Grow decode as soon as one engine uses and queues so many percent of its KV cache. Needed with optimizationTarget load.")]
    [Minimum(0), Maximum(100)]
    public double? DecodeScaleUpKvRate { get; init; }

    [Describe("Shrink decode when no engine uses and queues more percent of its KV cache. Needed with optimizationTarget load.")]
    [Minimum(0), Maximum(100)]
    public double? DecodeScaleDownKvRate { get; init; }
}
