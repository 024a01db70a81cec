namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>Prefill of one engine over the input length. Outside the measured lengths the nearest one answers.</summary>
public sealed class PrefillProfile
{
    private readonly ShapePreservingCurve _ttft;
    private readonly ShapePreservingCurve _throughput;

    /// <param name="isl">Input tokens, strictly ascending.</param>
    /// <param name="ttftMs">Time to the first token of a request that does not wait; non-decreasing.</param>
    /// <param name="throughputPerGpu">Input tokens per second and GPU.</param>
    internal PrefillProfile(double[] isl, double[] ttftMs, double[] throughputPerGpu)
    {
        _ttft = new ShapePreservingCurve(isl, ttftMs);
        _throughput = new ShapePreservingCurve(isl, throughputPerGpu);
    }

    public double MinIsl => _ttft.Least;

    public double MaxIsl => _ttft.Most;

    public bool Covers(double isl) => isl >= MinIsl && isl <= MaxIsl;

    public double TtftMs(double isl) => _ttft.At(isl);

    /// <returns>Input tokens per second and GPU.</returns>
    public double ThroughputPerGpu(double isl) => _throughput.At(isl);
}
