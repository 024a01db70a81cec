namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>What a change in a store says about how far it is complete.</summary>
internal enum StoreNews
{
    /// <summary>The first list is not complete: the objects replayed before it carry its version, though others are still to come.</summary>
    Incomplete,

    Advanced,

    /// <summary>The API server was put back to an older state.</summary>
    PutBack,
}
