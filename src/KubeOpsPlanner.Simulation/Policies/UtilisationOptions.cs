namespace KubeOpsPlanner.Simulation.Policies;

/// <summary>A HorizontalPodAutoscaler over engine metrics, with the defaults of <c>autoscaling/v2</c>.</summary>
public sealed record UtilisationOptions
{
    /// <summary>The share of time that prefill engines shall be busy.</summary>
    public double PrefillTarget { get; init; } = 0.7;

    /// <summary>The share of the KV cache that decode engines shall use.</summary>
    public double KvTarget { get; init; } = 0.7;

    public double Tolerance { get; init; } = 0.1;

    /// <summary><c>--horizontal-pod-autoscaler-sync-period</c></summary>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>behavior.scaleDown.stabilizationWindowSeconds</c></summary>
    public TimeSpan DownStabilisation { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary><c>behavior.scaleUp.policies</c>: so many pods, or twice as many, per sync period.</summary>
    public int UpPods { get; init; } = 4;
}
