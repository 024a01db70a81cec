using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>The service account that kubelet mounts into a pod.</summary>
internal static class InClusterConfiguration
{
    /// <returns>Null outside a pod.</returns>
    public static ClusterConnection? TryLoad(ConfigurationEnvironment environment)
    {
        if (environment.Variable("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host)
        {
            return null;
        }

        var token = Path.Combine(environment.ServiceAccountFolder, "token");
        if (!File.Exists(token))
        {
            throw new OperatorHostException(
                $"This pod has no service account token at {token}: set automountServiceAccountToken, or pass --kubeconfig.");
        }

        var port = environment.Variable("KUBERNETES_SERVICE_PORT") is { Length: > 0 } given ? given : "443";
        var authority = host.Contains(':') ? $"[{host}]" : host;
        var caFile = Path.Combine(environment.ServiceAccountFolder, "ca.crt");
        var namespaceFile = Path.Combine(environment.ServiceAccountFolder, "namespace");
        return new ClusterConnection
        {
            Server = new Uri($"https://{authority}:{port}/"),
            CertificateAuthorityFile = File.Exists(caFile) ? caFile : null,
            TokenFile = token,
            Namespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : "default",
            Source = $"the pod's service account in {environment.ServiceAccountFolder}",
        };
    }
}
