using System.Text.Json;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Tests.Graphs;

/// <summary>Graphs, pods and adapters in few words.</summary>
internal static class Sample
{
    public const string GraphUid = "uid-of-chat";

    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <param name="components">Each as <c>name:role:replicas:gpus</c>; replicas may be empty, <c>+</c> behind them is an adapter, <c>x2</c> behind gpus spans two nodes.</param>
    public static GraphObject Graph(string components, GraphSpelling spelling = GraphSpelling.Components, string? status = null)
    {
        var parts = components.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(':')).ToList();
        var spec = spelling == GraphSpelling.Components
            ? $"\"components\":[{string.Join(',', parts.Select(Component))}]"
            : $"\"services\":{{{string.Join(',', parts.Select(Service))}}}";
        return GraphObject.Read(JsonDocument.Parse(
            $$"""
            {"metadata":{"name":"chat","namespace":"inference","uid":"{{GraphUid}}","generation":3,"resourceVersion":"7"},
             "spec":{ {{spec}} } {{(status is null ? "" : $",\"status\":{status}")}} }
            """).RootElement);
    }

    /// <param name="state">Of <c>waiting</c>, <c>starting</c>, <c>ready</c>, <c>draining</c> (was ready), <c>failed</c>.</param>
    public static SimulatedPod Pod(
        GraphObject item, string component, int replica, string state, int age = 0, int rank = 0, int gpus = 1,
        string node = "n1", string? template = null, string owner = GraphUid, string? unschedulable = null)
    {
        var of = item.Graph.Component(component);
        var labels = SimulationNames.Labels(item.Metadata.Name, component);
        labels[SimulationNames.ReplicaLabel] = replica.ToString();
        labels[SimulationNames.RankLabel] = rank.ToString();
        labels[SimulationNames.SizeLabel] = (of?.NodeCount ?? 1).ToString();
        return new SimulatedPod
        {
            Metadata = new ObjectMeta
            {
                Name = $"{component}-{replica}-{rank}",
                Namespace = item.Metadata.Namespace,
                Uid = $"{component}-{replica}-{rank}",
                Labels = labels,
                Annotations = new Dictionary<string, string> { [SimulationNames.TemplateAnnotation] = template ?? of?.TemplateDigest ?? "" },
                OwnerReferences = [new OwnerReference { Uid = owner, Kind = GraphKinds.GraphKind, Name = item.Metadata.Name, Controller = true }],
                Finalizers = [SimulationNames.DrainFinalizer],
                CreationTimestamp = Now.AddMinutes(-age),
                DeletionTimestamp = state == "draining" ? Now.AddSeconds(-age) : null,
            },
            Phase = state switch { "failed" => "Failed", "ready" or "draining" => "Running", _ => "Pending" },
            NodeName = state == "waiting" ? null : node,
            IsReady = state is "ready" or "draining",
            Gpus = gpus,
            Unschedulable = unschedulable,
        };
    }

    public static DynamoGraphDeploymentScalingAdapter Adapter(
        string name, string component, int replicas, string graph = "chat", bool isTerminating = false, int? status = null, string? owner = null) => new()
        {
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = "inference",
                Labels = SimulationNames.Labels(graph, component),
                DeletionTimestamp = isTerminating ? Now : null,
                OwnerReferences = owner is null ? []
                    : [new OwnerReference { Uid = owner, Kind = GraphKinds.GraphKind, Name = graph, Controller = true }],
            },
            GraphName = graph,
            ComponentName = component,
            Replicas = replicas,
            StatusReplicas = status,
        };

    private static string Component(string[] part)
    {
        var (replicas, adapter) = Replicas(part);
        var gpus = part[3].Split('x');
        return $$"""
            {"name":"{{part[0]}}","type":"{{part[1]}}"{{replicas}}{{(adapter ? ",\"scalingAdapter\":{}" : "")}}{{Nodes(gpus)}},
             "podTemplate":{"spec":{"containers":[{"name":"main","resources":{"limits":{"nvidia.com/gpu":"{{gpus[0]}}"} } }]} } }
            """;
    }

    private static string Service(string[] part)
    {
        var (replicas, adapter) = Replicas(part);
        var gpus = part[3].Split('x');
        return $$"""
            "{{part[0]}}":{"componentType":"{{part[1]}}"{{replicas}}{{(adapter ? ",\"scalingAdapter\":{\"enabled\":true}" : "")}}{{Nodes(gpus)}},
             "resources":{"limits":{"gpu":"{{gpus[0]}}"} } }
            """;
    }

    private static (string Replicas, bool Adapter) Replicas(string[] part)
    {
        var number = part[2].TrimEnd('+');
        return (number.Length == 0 ? "" : $",\"replicas\":{number}", part[2].EndsWith('+'));
    }

    private static string Nodes(string[] gpus) => gpus.Length == 2 ? $",\"multinode\":{{\"nodeCount\":{gpus[1]}}}" : "";
}
