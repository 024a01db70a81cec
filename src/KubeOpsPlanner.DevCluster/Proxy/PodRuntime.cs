using KubeOpsPlanner.DevCluster.Logs;

namespace KubeOpsPlanner.DevCluster.Proxy;

/// <summary>
/// What only kubelets know: what pods wrote and where they listen. Who runs pods fills it, the API server reads it; nothing
/// runs without. Safe for concurrent use.
/// </summary>
public sealed class PodRuntime
{
    private volatile Func<PodAddress, Uri?> _locate = static _ => null;

    public PodLogs Logs { get; } = new();

    /// <summary>From now on the given answers where a port of a pod can be reached; null means that nothing listens there.</summary>
    public void Serve(Func<PodAddress, Uri?> locate) => _locate = locate;

    /// <summary>The root below which the port's paths lie; null when nothing listens there.</summary>
    public Uri? Find(PodAddress address) => _locate(address);
}

public sealed record PodAddress(string Namespace, string Pod, int Port);
