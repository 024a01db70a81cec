namespace KubeOpsPlanner.Kubernetes.Elections;

/// <summary>Judges by its own monotonic clock whether a lease is still alive: it counts from the last change it saw.</summary>
internal sealed class LeaseObserver(TimeProvider time)
{
    private (string Holder, string RenewTime, string Version)? _seen;
    private long _seenAt;

    public bool MayTake(Lease lease, string identity)
    {
        var state = (lease.Holder, lease.RenewTime, lease.Metadata.ResourceVersion);
        if (_seen != state)
        {
            _seen = state;
            _seenAt = time.GetTimestamp();
        }

        return lease.Holder.Length == 0
            || lease.Holder == identity
            || time.GetElapsedTime(_seenAt) >= TimeSpan.FromSeconds(lease.DurationSeconds);
    }
}
