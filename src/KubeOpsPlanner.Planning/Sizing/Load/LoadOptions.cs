namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>How one plan's load loop decides; defaults as upstream.</summary>
public sealed record LoadOptions
{
    public LoadTarget Target { get; init; } = LoadTarget.Sla;

    public LatencyTargets Targets { get; init; } = new();

    /// <summary>
    /// The share of engines that shall keep the targets; a pool grows when more than the rest miss. Null grows it only when
    /// all do, as Dynamo's planner, which leaves one overloaded engine alone with its queue.
    /// </summary>
    public double? Percentile { get; init; }

    /// <summary>0 to 1: the share of a target that may be used up with a replica less; 0 never shrinks.</summary>
    public double DownSensitivity { get; init; } = 0.8;

    public int MinObservations { get; init; } = 5;

    public int MaxSamples { get; init; } = 64;

    /// <summary>A perfect square.</summary>
    public int SampleBuckets { get; init; } = 16;

    /// <summary>In queued prompt tokens. For <see cref="LoadTarget.Load"/>.</summary>
    public LoadThresholds? PrefillThresholds { get; init; }

    /// <summary>In shares of the KV cache. For <see cref="LoadTarget.Load"/>.</summary>
    public LoadThresholds? DecodeThresholds { get; init; }

    public double IntervalSeconds { get; init; } = 5;

    /// <summary>An engine that was silent for longer is left out. Engines that idle still report about every five seconds.</summary>
    public double StaleSeconds => Math.Max(3 * IntervalSeconds, 15);
}
