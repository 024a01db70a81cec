using KubeOpsPlanner.Cli.Import.Components;
using KubeOpsPlanner.Cli.Import.Sources;

namespace KubeOpsPlanner.Cli.Import.Graphs;

/// <summary>The GlobalBudget that takes a GlobalPlanner's place: named like the Dynamo namespace that plans call it by.</summary>
internal sealed record BudgetName(string? Graph, string? DynamoNamespace, string Name)
{
    /// <summary>The budgets that a set of documents will make.</summary>
    public static IReadOnlyList<BudgetName> Of(IEnumerable<ImportDocument> graphs, ImportOptions options) =>
    [
        .. from document in graphs
           where PlannerComponents.Of(document.Json).Any(component => component.Program == PlannerProgram.GlobalPlanner)
           select Of(GraphFacts.Of(document, options), options),
    ];

    public static BudgetName Of(GraphFacts graph, ImportOptions options) =>
        new(graph.Name, graph.DynamoNamespace, options.Budget ?? graph.DynamoNamespace ?? graph.Name ?? "imported");

    /// <summary>Whether a plan that delegates to this Dynamo namespace means this budget.</summary>
    public bool Answers(string? globalPlannerNamespace) =>
        globalPlannerNamespace is not null
        && (DynamoNamespace is null
            ? Graph is not null && globalPlannerNamespace.EndsWith($"-{Graph}", StringComparison.Ordinal)
            : globalPlannerNamespace == DynamoNamespace);
}
