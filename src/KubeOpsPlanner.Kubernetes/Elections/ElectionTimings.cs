namespace KubeOpsPlanner.Kubernetes.Elections;

/// <param name="LeaseDuration">How long others wait after they last saw the holder renew.</param>
/// <param name="RenewDeadline">How long the holder trusts a renewal; shorter, so that it stops before others start.</param>
/// <param name="RetryPeriod">Between attempts to renew or to take over.</param>
internal sealed record ElectionTimings(TimeSpan LeaseDuration, TimeSpan RenewDeadline, TimeSpan RetryPeriod)
{
    /// <summary>client-go's defaults.</summary>
    public static ElectionTimings Default { get; } =
        new(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
