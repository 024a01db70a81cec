namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Finds the component that routes a pool's requests: Dynamo has no type for it, so its name must do.</summary>
public static class GraphRouters
{
    private const string NameEnd = "router";

    /// <returns>The only untyped component whose name ends in "router", such as LocalRouter; null when there is none, or several.</returns>
    public static GraphComponent? Find(DynamoGraphDeployment graph) =>
        graph.Components.Where(component =>
            component.Role == ComponentRole.Other && component.Name.EndsWith(NameEnd, StringComparison.OrdinalIgnoreCase)).ToList() is [var only]
            ? only
            : null;
}
