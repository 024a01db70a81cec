using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Simulation.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>Serves what the frontends, routers and workers of all graphs would serve, each below the graph's own path.</summary>
internal static class MetricsEndpoints
{
    public static void Map(IEndpointRouteBuilder app, IStore<GraphObject> graphs, TrafficRegistry registry)
    {
        app.MapGet("/{namespace}/{graph}/metrics", (string @namespace, string graph) =>
            registry.Find(new ObjectKey(@namespace, graph)) is { } traffic
                ? Results.Text(traffic.FrontendPage, PrometheusText.ContentType)
                : Results.NotFound($"No engines are simulated for graph {@namespace}/{graph}.\n"));
        app.MapGet("/{namespace}/{graph}/forward-passes", (string @namespace, string graph) =>
            registry.Find(new ObjectKey(@namespace, graph)) is { } traffic
                ? Results.Text(traffic.ForwardPasses, "application/json")
                : Results.NotFound($"No engines are simulated for graph {@namespace}/{graph}.\n"));
        app.MapGet("/{namespace}/{graph}/{component}/metrics", (string @namespace, string graph, string component) =>
            Component(graphs.Get(new ObjectKey(@namespace, graph)), component, registry) is { } text
                ? Results.Text(text, PrometheusText.ContentType)
                : Results.NotFound($"Graph {@namespace}/{graph} has no simulated component \"{component}\".\n"));
    }

    private static string? Component(GraphObject? item, string component, TrafficRegistry registry)
    {
        if (item is null || registry.Find(item.Metadata.Key) is not { } traffic)
        {
            return null;
        }

        if (component == GraphRouters.Find(item.Graph)?.Name)
        {
            return traffic.RouterPage;
        }

        var roles = EngineRoles.Of(item.Graph);
        return component == roles.Prefill?.Name || component == roles.Decode?.Name
            ? ComponentMetrics.Render(traffic.Engines, roles, traffic.DynamoNamespace, component)
            : null;
    }
}
