using k8s;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Hosting.KubeOps.Client;

/// <summary>Finds the cluster as KubernetesClient does.</summary>
internal static class ClientConfiguration
{
    /// <exception cref="OperatorHostException">There is no usable configuration.</exception>
    public static KubernetesClientConfiguration Load(OperatorHostOptions options)
    {
        try
        {
            return options is { KubeconfigPath: null, KubeconfigContext: null }
                ? KubernetesClientConfiguration.BuildDefaultConfig()
                : KubernetesClientConfiguration.BuildConfigFromConfigFile(
                    kubeconfigPath: options.KubeconfigPath, currentContext: options.KubeconfigContext);
        }
        catch (Exception error)
        {
            // Which exceptions KubernetesClient throws for a file that it cannot use is not written down.
            var source = options.KubeconfigPath is { } path ? $"\"{path}\"" : "KUBECONFIG, ~/.kube/config or the pod's service account";
            throw new OperatorHostException(
                $"The configuration of the cluster cannot be read from {source}: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}; "
                + "name a file with --kubeconfig.",
                error);
        }
    }
}
