namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>As whom a page speaks: the same numbers have other names at a frontend and at a pool's own router.</summary>
/// <param name="Prefix">Of the names.</param>
/// <param name="Labels">On every sample.</param>
public sealed record MetricsFace(string Prefix, IReadOnlyList<(string Name, string Value)> Labels)
{
    /// <param name="model">As the client names it.</param>
    /// <param name="dynamoNamespace">As the frontend knows it, e.g. <c>inference-chat</c>.</param>
    public static MetricsFace Frontend(string model, string dynamoNamespace) =>
        new("dynamo_frontend_", [("model", model), ("dynamo_namespace", dynamoNamespace)]);

    /// <summary>A router knows no model, and Dynamo writes the namespace's hyphens as underscores in components' labels.</summary>
    public static MetricsFace Router(string dynamoNamespace) =>
        new("dynamo_component_router_", [("dynamo_namespace", dynamoNamespace.Replace('-', '_')), ("dynamo_component", "router")]);
}
