using System.CommandLine;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Configuration;

namespace KubeOpsPlanner.Cli.Clusters;

/// <summary>Which cluster, as whom and in which namespace, as kubectl is told.</summary>
internal sealed class ClusterOptions
{
    public Option<string?> Kubeconfig { get; } = new("--kubeconfig")
    {
        Description = "The cluster's kubeconfig. Default: KUBECONFIG, ~/.kube/config, then the pod's service account.",
        HelpName = "file",
    };

    public Option<string?> Context { get; } = new("--context")
    {
        Description = "A context of the kubeconfig. Default: its current one.",
        HelpName = "name",
    };

    public Option<string?> Namespace { get; } = new("--namespace", "-n")
    {
        Description = "Default: the namespace of the context.",
        HelpName = "namespace",
    };

    public void AddTo(Command verb)
    {
        verb.Options.Add(Kubeconfig);
        verb.Options.Add(Context);
        verb.Options.Add(Namespace);
    }

    /// <exception cref="UserError">No cluster is configured, or not in a way that can be used.</exception>
    public ClusterSession Connect(ParseResult parsed)
    {
        try
        {
            var connection = ClusterConnection.Load(parsed.GetValue(Kubeconfig), parsed.GetValue(Context));
            var warnings = new List<string>();
            return new ClusterSession(
                KubernetesCluster.Connect(connection, "kubectl-planner", warnings.Add),
                parsed.GetValue(Namespace) ?? connection.Namespace,
                warnings);
        }
        catch (OperatorHostException error)
        {
            throw new UserError(error.Message);
        }
    }
}
