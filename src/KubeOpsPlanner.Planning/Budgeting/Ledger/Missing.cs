namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What a review must wait for before it can be judged.</summary>
internal enum Missing
{
    Nothing,

    /// <summary>The operator's grant may be in a newer cell, or the cell that holds the change may no longer be stored.</summary>
    Cell,

    /// <summary>A governing budget does not say yet which ledger is its first.</summary>
    Record,

    /// <summary>The stores are behind the watermark.</summary>
    Watermark,

    /// <summary>The object is not held at the version that the review starts from.</summary>
    Object,
}
