namespace KubeOpsPlanner.Planning.Sizing.Batches;

/// <summary>How an engine does with one batch size.</summary>
/// <param name="TtftMs">0 for a role without prefill.</param>
/// <param name="ItlMs">0 for a role without decode.</param>
public readonly record struct BatchPoint(int Batch, double RequestsPerSecond, double TtftMs, double ItlMs)
{
    /// <summary>From arrival to the last token.</summary>
    public double RequestMs(double outputTokens) => TtftMs + (ItlMs * (outputTokens - 1));

    public bool Meets(LatencyTargets targets) => TtftMs <= targets.TtftMs && ItlMs <= targets.ItlMs;
}
