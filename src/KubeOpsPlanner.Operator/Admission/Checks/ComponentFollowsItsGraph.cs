using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator.Admission.Checks;

/// <summary>
/// Component deployments are the Dynamo operator's to write: they follow a graph, whose charge stands for them. Nobody
/// else adds GPUs through one, since no pool could be charged for them.
/// </summary>
public static class ComponentFollowsItsGraph
{
    public const string RepeatsGraph = "RepeatsGraph";
    public const string BelongsToGraph = "ComponentOfGraph";
    public const string HasNoGraph = "ComponentWithoutGraph";

    /// <param name="budgets">All that govern the namespace.</param>
    /// <param name="graph">The graph that it refers to, as it is stored.</param>
    /// <param name="isMirrorPrincipal">The caller is configured as the Dynamo operator.</param>
    public static GateFinding Check(
        ComponentQuestion question,
        IReadOnlyList<GovernedBudget> budgets,
        DynamoGraphDeployment? graph,
        string username,
        bool isMirrorPrincipal,
        UngovernedPolicy ungoverned)
    {
        var key = question.After.Metadata.Key;
        if (question.LeavesReplicasAndShape)
            return new GateFinding(GateOutcome.Admit, "Unchanged");

        if (question.GrowsNothing)
            return new GateFinding(GateOutcome.Admit, "GrowsNothing");

        if (budgets.Count == 0)
        {
            return ungoverned == UngovernedPolicy.Admit
                ? new GateFinding(GateOutcome.Admit, "Ungoverned")
                : new GateFinding(
                    GateOutcome.Refuse,
                    "Ungoverned",
                    $"namespace \"{key.Namespace}\" is not managed by any GlobalBudget, and the operator runs with --ungoverned=deny: "
                    + "add it to spec.namespaces of the GlobalBudget that it may spend from");
        }

        var isCovered = question.After.IsCoveredBy(graph);
        if (isCovered && isMirrorPrincipal)
            return new GateFinding(GateOutcome.Admit, "Mirror");

        if (isCovered && Repeats(question.After, graph!))
            return new GateFinding(GateOutcome.Admit, RepeatsGraph);

        return isCovered
            ? new GateFinding(
                GateOutcome.Refuse,
                BelongsToGraph,
                $"DynamoComponentDeployment {key} belongs to graph {graph!.Metadata.Key}, and its GPUs follow that graph: change the graph or its "
                + $"scaling adapter; if \"{username}\" is the Dynamo operator, run this operator with --mirror-principal {username}")
            : new GateFinding(
                GateOutcome.Refuse,
                HasNoGraph,
                $"DynamoComponentDeployment {key} belongs to no graph, and only graphs gain GPUs of GlobalBudget \"{budgets[0].Name}\": "
                + "make it a component of a DynamoGraphDeployment, which may have this one alone; shrinking and deleting it is possible");
    }

    /// <remarks>
    /// The name that the Dynamo operator gives: a name exists once, so the charge of the graph covers whoever writes it.
    /// </remarks>
    private static bool Repeats(DynamoComponentDeployment after, DynamoGraphDeployment graph) =>
        graph.Components.FirstOrDefault(component => graph.AdapterName(component) == after.Metadata.Name) is { Shape.IsKnown: true } own
        && after.Component.Shape.IsKnown
        && after.Component.Replicas <= own.Replicas
        && after.Component.Shape.GpusPerReplica <= own.Shape.GpusPerReplica;
}
