using KubeOpsPlanner.DevCluster.Graphs.Traffic;
using KubeOpsPlanner.Entities.Meta;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace KubeOpsPlanner.DevCluster.Graphs.Serving;

/// <summary>What a frontend serves besides its metrics: health, its model, and a refusal to answer prompts.</summary>
internal static class FrontendEndpoints
{
    private const string Prefix = "/{namespace}/{graph}";

    public static void Map(IEndpointRouteBuilder app, TrafficRegistry registry)
    {
        foreach (var path in new[] { "health", "live" })
        {
            app.MapGet($"{Prefix}/{path}", (string @namespace, string graph) => With(registry, @namespace, graph, engines =>
                Results.Json(new { status = "healthy", model = engines.Model, dynamo_namespace = engines.DynamoNamespace })));
        }

        app.MapGet($"{Prefix}/v1/models", (string @namespace, string graph) => With(registry, @namespace, graph, engines =>
            Results.Json(new { @object = "list", data = new[] { new { id = engines.Model, @object = "model", owned_by = "simulation" } } })));
        foreach (var path in new[] { "completions", "chat/completions" })
        {
            app.MapPost($"{Prefix}/v1/{path}", (string @namespace, string graph) => With(registry, @namespace, graph, engines =>
                Results.Json(
                    new
                    {
                        error = new
                        {
                            type = "not_implemented",
                            code = StatusCodes.Status501NotImplemented,
                            message = $"The engines of {engines.DynamoNamespace} are simulated and answer no prompts; their requests come from a trace, see /metrics",
                        },
                    },
                    statusCode: StatusCodes.Status501NotImplemented)));
        }
    }

    private static IResult With(TrafficRegistry registry, string @namespace, string graph, Func<GraphTraffic, IResult> answer) =>
        registry.Find(new ObjectKey(@namespace, graph)) is { } engines
            ? answer(engines)
            : Results.NotFound($"No engines are simulated for graph {@namespace}/{graph}.\n");
}
