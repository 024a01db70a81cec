using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Logs;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.DevCluster.Graphs.Serving;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Pods;

/// <summary>Pods and their status as JSON. Nothing runs in them, so the image is a name that nobody pulls.</summary>
internal static class PodBodies
{
    private const string Image = "simulated.kubeopsplanner.io/engine:none";

    public static JsonObject Pod(DynamoGraphDeployment graph, PodSlot slot)
    {
        var labels = SimulationNames.Labels(graph.Metadata.Name, slot.Component.Name);
        labels[SimulationNames.ReplicaLabel] = slot.Replica.ToString();
        labels[SimulationNames.RankLabel] = slot.Rank.ToString();
        labels[SimulationNames.SizeLabel] = slot.Component.NodeCount.ToString();
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject
            {
                ["name"] = SimulationNames.Pod(graph, slot.Component, slot.Replica, slot.Rank),
                ["namespace"] = graph.Metadata.Namespace,
                ["labels"] = ChildBodies.Texts(labels),
                ["annotations"] = new JsonObject { [SimulationNames.TemplateAnnotation] = slot.Component.TemplateDigest },
                ["ownerReferences"] = ChildBodies.OwnedBy(graph.Metadata),
                ["finalizers"] = new JsonArray(SimulationNames.DrainFinalizer),
            },
            ["spec"] = Spec(slot.Component),
        };
    }

    /// <summary>What every pod of the component has.</summary>
    public static JsonObject Spec(GraphComponent component)
    {
        var container = new JsonObject
        {
            ["name"] = PodJournal.Container,
            ["image"] = Image,
            ["ports"] = new JsonArray(new JsonObject
            {
                ["name"] = component.Role == ComponentRole.Frontend ? "http" : "system",
                ["containerPort"] = PodEndpoints.PortOf(component),
                ["protocol"] = "TCP",
            }),
        };
        if (GpusPerNode(component) is > 0 and var gpus)
        {
            container["resources"] = new JsonObject
            {
                ["limits"] = new JsonObject { [PlannerNames.GpuResource] = gpus.ToString() },
                ["requests"] = new JsonObject { [PlannerNames.GpuResource] = gpus.ToString() },
            };
        }

        return new JsonObject
        {
            ["automountServiceAccountToken"] = false,
            // The finalizer holds a deleted pod until it is drained; how long that takes is told in domain time.
            ["terminationGracePeriodSeconds"] = 0,
            ["containers"] = new JsonArray(container),
        };
    }

    /// <summary>The whole status of a pod that serves, as a merge patch.</summary>
    public static JsonObject Running(DateTimeOffset now, string ip) => new()
    {
        ["status"] = new JsonObject
        {
            ["phase"] = "Running",
            ["startTime"] = ChildBodies.Time(now),
            ["podIP"] = ip,
            ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = ip }),
            ["conditions"] = new JsonArray(
                [.. new[] { "PodScheduled", "Initialized", "ContainersReady", "Ready" }.Select(type => Condition(type, "True", now))]),
            ["containerStatuses"] = new JsonArray(new JsonObject
            {
                ["name"] = PodJournal.Container,
                ["image"] = Image,
                ["imageID"] = Image,
                ["ready"] = true,
                ["started"] = true,
                ["restartCount"] = 0,
                ["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = ChildBodies.Time(now) } },
            }),
        },
    };

    public static JsonObject Unschedulable(string message, DateTimeOffset now)
    {
        var condition = Condition("PodScheduled", "False", now);
        condition["reason"] = "Unschedulable";
        condition["message"] = message;
        return new JsonObject
        {
            ["status"] = new JsonObject { ["phase"] = "Pending", ["conditions"] = new JsonArray(condition) },
        };
    }

    /// <summary>The limit of one node's pod; a shape that does not divide evenly takes the larger part everywhere.</summary>
    private static int GpusPerNode(GraphComponent component) =>
        component.Shape.GpusPerReplica is { } gpus
            ? (gpus + component.NodeCount - 1) / component.NodeCount
            : 0;

    private static JsonObject Condition(string type, string status, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastTransitionTime"] = ChildBodies.Time(now),
    };
}
