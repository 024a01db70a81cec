using KubeOpsPlanner.Operator.Actuation;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>One write that the decision asks for.</summary>
public sealed record PlannedWrite(GovernedGraph Graph, ReplicaWrite Write)
{
    public IEnumerable<PoolId> Pools =>
        Write.Changes.Select(change => new PoolId(Graph.Key.Namespace, Graph.Key.Name, change.Component));

    public bool OnlyShrinks => Write.Changes.All(change => change.To <= change.From);

    /// <returns>Null when the resourceVersion is not a number, so that the ledger cannot order it.</returns>
    public GrantRequest? Grant(string budget) => ulong.TryParse(Write.BaseVersion, out var version)
        ? new GrantRequest(
            budget, Graph.Key, Write.Api, Write.Key, Write.Uid, version,
            Write.Changes.ToDictionary(change => change.Component, change => change.To, StringComparer.Ordinal))
        : null;

    public override string ToString() => $"{Graph.Key} {string.Join(", ", Write.Changes)}";
}
