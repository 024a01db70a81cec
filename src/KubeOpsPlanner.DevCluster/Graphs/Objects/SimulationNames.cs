using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Objects;

/// <summary>How the children of a graph are named and labelled.</summary>
internal static class SimulationNames
{
    /// <summary>Which replica of its component a pod belongs to, from 0.</summary>
    public const string ReplicaLabel = "simulation.kubeopsplanner.io/replica";

    /// <summary>Which node of a replica that spans several a pod is, from 0.</summary>
    public const string RankLabel = "simulation.kubeopsplanner.io/rank";

    /// <summary>How many pods make a whole replica.</summary>
    public const string SizeLabel = "simulation.kubeopsplanner.io/replica-size";

    /// <summary>The template that a pod was made from.</summary>
    public const string TemplateAnnotation = "simulation.kubeopsplanner.io/template";

    /// <summary>Digest of the spec that a graph last gave its deployment; other deployments have none.</summary>
    public const string SpecAnnotation = "simulation.kubeopsplanner.io/spec";

    /// <summary>What a pod that finishes ends with, on its template; 0 without.</summary>
    public const string ExitCodeAnnotation = "simulation.kubeopsplanner.io/exit-code";

    /// <summary>Keeps a deleted pod until its requests are done; taken away by the simulated kubelet.</summary>
    public const string DrainFinalizer = "simulation.kubeopsplanner.io/drain";

    /// <summary>As the Dynamo operator names the workload of a component.</summary>
    public static string Workload(DynamoGraphDeployment graph, GraphComponent component) =>
        $"{graph.Metadata.Name}-{Dns(component.Name)}";

    /// <summary>Deterministic, so that a pod that a stale view asks for again is refused as existing instead of doubled.</summary>
    public static string Pod(DynamoGraphDeployment graph, GraphComponent component, int replica, int rank) =>
        component.NodeCount == 1
            ? $"{Workload(graph, component)}-{replica}"
            : $"{Workload(graph, component)}-{replica}-{rank}";

    public static Dictionary<string, string> Labels(string graph, string component) => new()
    {
        [PlannerNames.GraphLabel] = graph,
        [PlannerNames.ComponentLabel] = component,
    };

    /// <summary>A v1alpha1 component may be called anything that is a JSON key.</summary>
    private static string Dns(string name) =>
        string.Concat(name.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
}
