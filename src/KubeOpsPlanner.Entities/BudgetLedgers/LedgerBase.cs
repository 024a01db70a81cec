using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

/// <summary>
/// Of all writes admitted on one base at most one can persist, because the API server runs admission inside its own
/// compare-and-set on exactly that version.
/// </summary>
public sealed record LedgerBase
{
    [Describe("DynamoGraphDeployment or DynamoGraphDeploymentScalingAdapter.")]
    public string Kind { get; init; } = "";

    [Describe("The namespace of the object that is changed.")]
    public string Namespace { get; init; } = "";

    [Describe("The name of the object that is changed.")]
    public string Name { get; init; } = "";

    public string Uid { get; init; } = "";

    [Describe("The resourceVersion before the change; 0 for a creation.")]
    [TextLength(1, 20), Matches(Patterns.Digits)]
    public string ResourceVersion { get; init; } = "0";
}
