namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What one prefill and one decode worker of a model on a GPU can do.</summary>
public sealed record EngineProfile
{
    public required string Name { get; init; }

    /// <summary>TTFT [ms] of a lone prompt by its length [tokens]; its value at zero is the fixed cost of a forward pass.</summary>
    public required PiecewiseLinearCurve PrefillTtftMs { get; init; }

    public required DecodeSurface DecodeItl { get; init; }

    /// <summary>KV cache of one decode worker [tokens].</summary>
    public required long MaxKvTokens { get; init; }

    public int PrefillGpus { get; init; } = 1;

    public int DecodeGpus { get; init; } = 1;

    public EngineLimits Limits { get; init; } = new();

    public KvTransfer KvTransfer { get; init; } = KvTransfer.Instant;

    /// <summary>The cost of a forward pass that does not depend on its tokens.</summary>
    public double PrefillFixedMs => PrefillTtftMs.AtZero;

    /// <summary>Time [ms] between two tokens of each of <paramref name="sequences"/> sequences that together hold <paramref name="kvTokens"/>.</summary>
    public double ItlMs(int sequences, double kvTokens) =>
        DecodeItl.ItlMs(kvTokens / MaxKvTokens, kvTokens / Math.Max(1, sequences));
}
