using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Options;

namespace KubeOpsPlanner.Operator.Admission;

/// <summary>Everything that the checks look at.</summary>
public sealed record GateSnapshot
{
    public required GateQuestion Question { get; init; }

    /// <summary>Full name of who asks.</summary>
    public required string Username { get; init; }

    public bool IsOperator { get; init; }

    /// <summary>Configured to mirror adapters into graphs and graphs into adapters.</summary>
    public bool IsMirrorPrincipal { get; init; }

    /// <summary>Null for callers without pod identity, and where no check needs it.</summary>
    public CallerPod? Caller { get; init; }

    /// <summary>All budgets that govern the graph's namespace.</summary>
    public required IReadOnlyList<GovernedBudget> Budgets { get; init; }

    public UngovernedPolicy Ungoverned { get; init; }

    /// <summary>The graph as it is stored; null when it is not.</summary>
    public DynamoGraphDeployment? StoredGraph { get; init; }

    /// <summary>The graph's scaling adapters as they are stored.</summary>
    public IReadOnlyList<DynamoGraphDeploymentScalingAdapter> StoredAdapters { get; init; } = [];
}
