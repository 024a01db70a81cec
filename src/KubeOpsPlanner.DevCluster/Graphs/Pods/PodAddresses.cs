namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>Addresses for pods, as a cluster's network gives them. Nothing listens there.</summary>
internal sealed class PodAddresses
{
    // The last byte is neither the network's nor the node's own.
    private const int PerNetwork = 250;

    private int _count = -1;

    public string Next()
    {
        var number = (uint)Interlocked.Increment(ref _count);
        return $"10.244.{number / PerNetwork % 256}.{(number % PerNetwork) + 2}";
    }
}
