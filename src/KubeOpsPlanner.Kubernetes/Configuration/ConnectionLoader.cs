using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>Finds the configuration to use, in kubectl's order.</summary>
internal static class ConnectionLoader
{
    public static ClusterConnection Load(string? kubeconfigPath, string? context, ConfigurationEnvironment environment)
    {
        if (!string.IsNullOrEmpty(kubeconfigPath))
        {
            return FromFiles([kubeconfigPath], context);
        }

        if (environment.Variable("KUBECONFIG") is { Length: > 0 } variable)
        {
            var named = variable.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var existing = named.Where(File.Exists).ToList();
            return existing.Count > 0
                ? FromFiles(existing, context)
                : throw new OperatorHostException(
                    $"KUBECONFIG names \"{variable}\" but no such file exists: correct it, or pass --kubeconfig.");
        }

        var home = Path.Combine(environment.HomeFolder, ".kube", "config");
        if (File.Exists(home))
        {
            return FromFiles([home], context);
        }

        return InClusterConfiguration.TryLoad(environment) ?? throw new OperatorHostException(
            $"No cluster is configured: pass --kubeconfig, set KUBECONFIG, create {home}, or run in a pod with a service account.");
    }

    private static ClusterConnection FromFiles(IReadOnlyList<string> paths, string? context) =>
        KubeconfigResolver.Resolve(KubeconfigMerge.Of(paths.Select(KubeconfigReader.Read)), context);
}
