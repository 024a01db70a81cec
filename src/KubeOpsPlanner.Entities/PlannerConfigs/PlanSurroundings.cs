namespace KubeOpsPlanner.Entities.PlannerConfigs;

/// <summary>What a PlannerConfig does not say because the planner's pod knew it. Null where nobody knows.</summary>
public sealed record PlanSurroundings
{
    /// <summary>Where the configuration stands in its document; empty where it is the document.</summary>
    public string Root { get; init; } = "";

    /// <summary>The Kubernetes namespace of the plan.</summary>
    public string? Namespace { get; init; }

    /// <summary>The DynamoGraphDeployment that is planned.</summary>
    public string? Graph { get; init; }

    /// <summary>The Dynamo namespace that the graph's workers register in.</summary>
    public string? DynamoNamespace { get; init; }

    /// <summary>The GlobalBudget that takes the GlobalPlanner's place.</summary>
    public string? Budget { get; init; }

    /// <summary>The ConfigMap with the profile that the planner's pod mounted.</summary>
    public string? ProfileConfigMap { get; init; }
}
