using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>The object through which one component of a graph is scaled.</summary>
public sealed record DynamoGraphDeploymentScalingAdapter : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The graph, in the adapter's namespace.</summary>
    public required string GraphName { get; init; }

    public required string ComponentName { get; init; }

    /// <summary>Null when the object does not say; the field is required, so nobody should meet that.</summary>
    public int? Replicas { get; init; }

    public int? StatusReplicas { get; init; }

    public ReplicaManagers ReplicaManagers { get; init; } = ReplicaManagers.None;

    /// <summary>Reads <c>dgdRef.componentName</c> (v1beta1), else <c>dgdRef.serviceName</c> (v1alpha1).</summary>
    public static DynamoGraphDeploymentScalingAdapter Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        GraphName = json.Text("spec", "dgdRef", "name") ?? "",
        ComponentName = json.Text("spec", "dgdRef", "componentName") ?? json.Text("spec", "dgdRef", "serviceName") ?? "",
        Replicas = json.Int("spec", "replicas"),
        StatusReplicas = json.Int("status", "replicas"),
        ReplicaManagers = ReplicaManagers.OfAdapter(json),
    };
}
