using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Graphs.Serving;

/// <summary>Which Services a graph lacks and which it has too many: one for each frontend.</summary>
internal sealed record FrontendServices(IReadOnlyList<GraphComponent> Create, IReadOnlyList<Service> Delete)
{
    /// <param name="services">Those of the namespace that carry the graph's label.</param>
    public static FrontendServices Decide(ObjectKey key, DynamoGraphDeployment? graph, IReadOnlyCollection<Service> services)
    {
        var made = services.Where(service => Owner(service)?.Name == key.Name && !service.Metadata.IsBeingDeleted).ToList();
        if (graph is null || graph.Metadata.IsBeingDeleted)
        {
            return new FrontendServices([], made);
        }

        var wanted = graph.Components
            .Where(component => component.Role == ComponentRole.Frontend)
            .ToDictionary(component => SimulationNames.Workload(graph, component));
        return new FrontendServices(
            [.. wanted.Where(entry => services.All(service => service.Metadata.Name != entry.Key)).Select(entry => entry.Value)],
            [.. made.Where(service => Owner(service)!.Uid != graph.Metadata.Uid || !wanted.ContainsKey(service.Metadata.Name))]);
    }

    public static JsonObject Body(DynamoGraphDeployment graph, GraphComponent frontend)
    {
        var labels = SimulationNames.Labels(graph.Metadata.Name, frontend.Name);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = new JsonObject
            {
                ["name"] = SimulationNames.Workload(graph, frontend),
                ["namespace"] = graph.Metadata.Namespace,
                ["labels"] = ChildBodies.Texts(labels),
                ["ownerReferences"] = ChildBodies.OwnedBy(graph.Metadata),
            },
            ["spec"] = new JsonObject
            {
                ["selector"] = ChildBodies.Texts(labels),
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "http", ["port"] = PodEndpoints.FrontendPort, ["targetPort"] = PodEndpoints.FrontendPort, ["protocol"] = "TCP" }),
            },
        };
    }

    private static OwnerReference? Owner(Service service) =>
        service.Metadata.OwnerReferences.FirstOrDefault(owner => owner is { Controller: true, Kind: GraphKinds.GraphKind });
}
