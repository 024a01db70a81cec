using KubeOpsPlanner.Kubernetes.Client;

namespace KubeOpsPlanner.Cli.Clusters;

/// <param name="Warnings">What admission said about requests that it let pass, oldest first.</param>
internal sealed record ClusterSession(KubernetesCluster Cluster, string Namespace, IReadOnlyList<string> Warnings) : IDisposable
{
    public void Dispose() => Cluster.Dispose();
}
