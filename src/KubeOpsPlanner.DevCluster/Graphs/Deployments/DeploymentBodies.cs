using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Controllers;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Pods;
using KubeOpsPlanner.DevCluster.Graphs.Statuses;
using KubeOpsPlanner.Entities.Graphs;

namespace KubeOpsPlanner.DevCluster.Graphs.Deployments;

/// <summary>A component's Deployment and its status as JSON. It selects the pods that the graph has made.</summary>
internal static class DeploymentBodies
{
    private const int DigestLength = 16;

    public static JsonObject Body(DynamoGraphDeployment graph, GraphComponent component)
    {
        var spec = Spec(graph, component);
        return new JsonObject
        {
            ["apiVersion"] = WorkloadKinds.Deployments.Api.ApiVersion,
            ["kind"] = WorkloadKinds.Deployments.Api.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = SimulationNames.Workload(graph, component),
                ["namespace"] = graph.Metadata.Namespace,
                ["labels"] = ChildBodies.Texts(SimulationNames.Labels(graph.Metadata.Name, component.Name)),
                ["annotations"] = new JsonObject { [SimulationNames.SpecAnnotation] = Digest(spec) },
                ["ownerReferences"] = ChildBodies.OwnedBy(graph.Metadata),
            },
            ["spec"] = spec,
        };
    }

    /// <summary>The whole object with its spec as the graph wants it; what others have added to the metadata stays.</summary>
    public static JsonObject Replacement(DynamoGraphDeployment graph, ComponentDeployment pair)
    {
        var (stored, wanted) = (Json.Thaw(pair.Deployment.Json), Body(graph, pair.Component));
        var metadata = stored.Child("metadata");
        foreach (var field in new[] { "labels", "annotations" })
        {
            foreach (var (name, value) in wanted["metadata"]![field]!.AsObject())
            {
                metadata.Child(field)[name] = value!.DeepClone();
            }
        }

        wanted["metadata"] = metadata.DeepClone();
        return wanted;
    }

    /// <summary>Whether it is as the graph wants it, and nobody has changed that since.</summary>
    public static bool IsAsWritten(DynamoGraphDeployment graph, ComponentDeployment pair)
    {
        var metadata = pair.Deployment.Metadata;
        return IsUntouched(pair.Deployment)
            && metadata.Annotations.GetValueOrDefault(SimulationNames.SpecAnnotation) == Digest(Spec(graph, pair.Component))
            && SimulationNames.Labels(graph.Metadata.Name, pair.Component.Name)
                .All(label => metadata.Labels.GetValueOrDefault(label.Key) == label.Value);
    }

    /// <summary>
    /// What the graph writes is observed at once, so that another generation is somebody else's. Comparing specs would not tell:
    /// the server adds defaults.
    /// </summary>
    public static bool IsUntouched(Deployment deployment) =>
        deployment.Metadata.Generation == (deployment.Json.Number("status", "observedGeneration") ?? 1);

    /// <returns>A merge patch for the status subresource, or null when the status says all this already.</returns>
    public static JsonObject? Status(Deployment deployment, ComponentCount count, DateTimeOffset now)
    {
        var counts = new DeploymentCounts(count.Replicas, count.Updated, count.Ready, count.Ready, count.Replicas);
        var desired = DeploymentStatus.Desired(deployment);
        var shape = count.Component.Shape;
        return DeploymentStatus.Patch(
            deployment,
            counts,
            DeploymentProgress.Of($"Deployment \"{deployment.Metadata.Name}\"", counts.AreComplete(desired)),
            shape.IsKnown || count.Replicas >= desired ? null : $"the GPUs of {count.Component.Name} are unknown: {shape.UnknownReason}",
            now);
    }

    private static JsonObject Spec(DynamoGraphDeployment graph, GraphComponent component)
    {
        var labels = SimulationNames.Labels(graph.Metadata.Name, component.Name);
        return new JsonObject
        {
            ["replicas"] = component.Replicas,
            ["selector"] = new JsonObject { ["matchLabels"] = ChildBodies.Texts(labels) },
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["labels"] = ChildBodies.Texts(labels),
                    ["annotations"] = new JsonObject { [SimulationNames.TemplateAnnotation] = component.TemplateDigest },
                },
                ["spec"] = PodBodies.Spec(component),
            },
        };
    }

    private static string Digest(JsonObject spec) =>
        WorkloadJson.Digest(JsonSerializer.SerializeToElement(spec), DigestLength);
}
