namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

public enum ReviewSource
{
    Client,

    /// <summary>A write under the operator's own identity, which normally redeems a grant.</summary>
    Operator,

    /// <summary>The operator asks for a grant before it writes; there is no admission review yet.</summary>
    Grant,
}
