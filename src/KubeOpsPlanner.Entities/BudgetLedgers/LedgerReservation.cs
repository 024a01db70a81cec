using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.BudgetLedgers;

/// <summary>
/// Of all writes admitted on one state of an object at most one can persist, because the API server runs admission
/// inside its own compare-and-set on exactly that resourceVersion. Spelled briefly: the smaller the ledger, the faster it is
/// written.
/// </summary>
[Describe("What one graph may hold, from the verdict until its outcome is observed.")]
public sealed record LedgerReservation
{
    [Describe("The graph, as namespace/name.")]
    [Mandatory]
    public string Graph { get; init; } = "";

    [Describe("The graph's scaling adapter that is changed; absent when the graph itself is.")]
    public string? Adapter { get; init; }

    [Describe("Of the object that is changed.")]
    [Mandatory]
    public string Uid { get; init; } = "";

    [Describe("Of the object that is changed, before the change; 0 for a creation.")]
    [Mandatory, TextLength(1, 20), Matches(Patterns.Digits)]
    public string ResourceVersion { get; init; } = "0";

    [Describe("What the object will ask for, absolute and never a difference: by component, replicas x GPUs per replica. "
        + "? is a shape that nobody can tell; components of a graph that need no GPU are left out.")]
    [Mandatory]
    public IReadOnlyDictionary<string, string> Target { get; init; } = new Dictionary<string, string>();

    [Describe("True when the operator reserved this for a write of its own; else the gate admitted somebody's change.")]
    public bool? IsGrant { get; init; }
}
