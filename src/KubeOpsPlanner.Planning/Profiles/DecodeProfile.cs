using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>Decode of one engine over KV cache usage and context length.</summary>
/// <remarks>
/// Profilers sweep the load at a few context lengths, so the measurements lie on lines of constant context. Along a line
/// the curve is a monotone cubic (a fuller cache never decodes faster); between two lines it is linear in the context;
/// outside the measurements the nearest one answers. Against a cubic surface through the same points, which is what Dynamo
/// uses, this never overshoots. Measurements that lie on no lines are read off on some from such a surface
/// (<see cref="Scattered.SurfaceLines"/>).
/// </remarks>
public sealed class DecodeProfile
{
    /// <summary>Steps of the search over KV usage; Dynamo looks its surface up on 100 columns.</summary>
    private const int SearchSteps = 100;

    private readonly ImmutableArray<DecodeLine> _lines;

    /// <param name="lines">Ascending by context length, at least one.</param>
    internal DecodeProfile(ImmutableArray<DecodeLine> lines, double maxKvTokens)
    {
        _lines = lines;
        MaxKvTokens = maxKvTokens;
    }

    /// <summary>Tokens that one engine's KV cache holds.</summary>
    public double MaxKvTokens { get; }

    public double MinContextLength => _lines[0].ContextLength;

    public double MaxContextLength => _lines[^1].ContextLength;

    public bool Covers(double contextLength) => contextLength >= MinContextLength && contextLength <= MaxContextLength;

    /// <returns>The share of one engine's KV cache that this many requests occupy, at most 1.</returns>
    public double KvUsage(double concurrency, double contextLength) => Math.Clamp(concurrency * contextLength / MaxKvTokens, 0, 1);

    public DecodeOperatingPoint At(double kvUsage, double contextLength)
    {
        var (lower, upper, share) = Between(contextLength);
        return new DecodeOperatingPoint(
            kvUsage,
            Mix(lower.Itl.At(kvUsage), upper.Itl.At(kvUsage), share),
            Mix(lower.Throughput.At(kvUsage), upper.Throughput.At(kvUsage), share));
    }

    /// <summary>
    /// The measured load with the highest throughput per GPU whose ITL meets the target at this context. When none does,
    /// the lowest load, which is the best that the engine can do.
    /// </summary>
    public DecodeOperatingPoint FindBest(double contextLength, double itlTargetMs)
    {
        var (lower, upper, _) = Between(contextLength);
        var least = Math.Min(lower.Itl.Least, upper.Itl.Least);
        var most = Math.Max(lower.Itl.Most, upper.Itl.Most);
        var best = At(least, contextLength);
        if (best.ItlMs > itlTargetMs) return best;

        for (var step = 1; step <= SearchSteps; step++)
        {
            var point = At(least + (most - least) * step / SearchSteps, contextLength);
            if (point.ItlMs > itlTargetMs) break;
            if (point.ThroughputPerGpu > best.ThroughputPerGpu) best = point;
        }

        return best;
    }

    private (DecodeLine Lower, DecodeLine Upper, double Share) Between(double contextLength)
    {
        var upper = 0;
        while (upper < _lines.Length && _lines[upper].ContextLength < contextLength) upper++;
        if (upper == 0) return (_lines[0], _lines[0], 0);
        if (upper == _lines.Length) return (_lines[^1], _lines[^1], 0);
        var (low, high) = (_lines[upper - 1], _lines[upper]);
        return (low, high, (contextLength - low.ContextLength) / (high.ContextLength - low.ContextLength));
    }

    private static double Mix(double from, double to, double share) => from + (to - from) * share;
}
