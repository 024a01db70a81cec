using KubeOpsPlanner.Planning.Sizing.Lengths;

namespace KubeOpsPlanner.Planning.Sizing;

/// <param name="Isl">Mean input tokens; at least 1 is used.</param>
/// <param name="Osl">Mean output tokens; at least 1 is used.</param>
public sealed record CapacityQuery(
    PlanMode Mode, double Isl, double Osl, LatencyTargets Targets, GpusPerReplica Gpus, CapacityCorrection Correction)
{
    /// <summary>The share of requests that shall meet the targets; null to keep the targets on average.</summary>
    public double? Percentile { get; init; }

    public double InputTokens => Math.Max(1, Isl);

    /// <summary>Share of prompt tokens that caches hold and prefill need not compute, 0 to <see cref="CacheHits.Most"/>; they still take room in a decode cache.</summary>
    public double CacheHitRate { get; init; }

    /// <summary>Prompt tokens that prefill computes.</summary>
    public double PrefillTokens => Math.Max(1, InputTokens * (1 - CacheHitRate));

    public double OutputTokens => Math.Max(1, Osl);

    /// <summary>What all replicas of a role shall carry together; 0 asks for one replica alone.</summary>
    public double RequestsPerSecond { get; init; }

    /// <summary>Lengths around the means; a side without a histogram counts as a single length.</summary>
    public TrafficLengths Lengths { get; init; } = TrafficLengths.Unknown;

    /// <summary>Of what prefill computes, as if caches held the same share of every prompt.</summary>
    public LengthDistribution PrefillLengths => Lengths.Input?.WithMean(PrefillTokens) ?? LengthDistribution.Single(PrefillTokens);

    /// <summary>
    /// Tokens in the KV cache per request that decodes. On average over a request that is its input and half its output;
    /// over all that decode at one moment it is more, because long answers are there longer: E[osl²] / 2 E[osl].
    /// </summary>
    public double ContextTokens =>
        InputTokens + (OutputTokens / 2 * (1 + (Percentile is null ? 0 : Lengths.Output?.WithMean(OutputTokens).SquaredVariation ?? 0)));
}
