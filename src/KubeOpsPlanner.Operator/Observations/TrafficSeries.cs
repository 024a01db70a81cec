namespace KubeOpsPlanner.Operator.Observations;

/// <summary>Whose series count a plan's traffic: the frontend's, or those of the router of a pool without one.</summary>
/// <param name="Prefix">Of the names.</param>
/// <param name="Model">Compared without case, as upstream does; null takes the only model there is.</param>
/// <param name="DynamoNamespace">Series that carry another one are not ours; series without the label are.</param>
public sealed record TrafficSeries(string Prefix, string? Model, string DynamoNamespace)
{
    public const string FrontendPrefix = "dynamo_frontend_";
    public const string RouterPrefix = "dynamo_component_router_";

    /// <summary>The namespace that this generation of workers registers in; null where it is <see cref="DynamoNamespace"/>.</summary>
    public string? RuntimeNamespace { get; init; }

    /// <summary>Where a router may count what workers do, in the order in which Dynamo's planner asks.</summary>
    public IEnumerable<TrafficSeries> Routers => new[] { RuntimeNamespace, DynamoNamespace }.OfType<string>().Select(Router);

    public static TrafficSeries Frontend(string? model, string dynamoNamespace) => new(FrontendPrefix, model, dynamoNamespace);

    /// <summary>A router serves one pool, so its series have no model; Dynamo writes the namespace's hyphens as underscores there.</summary>
    public static TrafficSeries Router(string dynamoNamespace) => new(RouterPrefix, null, dynamoNamespace.Replace('-', '_'));

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        (Model is null || !labels.TryGetValue("model", out var itsModel)
            || string.Equals(itsModel, Model, StringComparison.OrdinalIgnoreCase))
        && (!labels.TryGetValue("dynamo_namespace", out var itsNamespace)
            || itsNamespace == DynamoNamespace
            || (Prefix == RouterPrefix && itsNamespace.Replace('-', '_') == DynamoNamespace));
}
