namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The time a prompt's KV cache takes from the prefill to the decode worker.</summary>
public sealed record KvTransfer(double LatencyMs, double MsPerToken)
{
    public static KvTransfer Instant { get; } = new(0, 0);

    public double DelayMs(int tokens) => LatencyMs + (MsPerToken * tokens);
}
