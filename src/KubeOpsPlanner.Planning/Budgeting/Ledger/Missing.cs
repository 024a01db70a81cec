namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What a review must wait for before it can be judged.</summary>
internal enum Missing
{
    Nothing,

    /// <summary>The operator's grant may be in a newer cell.</summary>
    Grant,

    /// <summary>The stores are behind the watermark.</summary>
    Watermark,

    /// <summary>The object is not held at the version that the review starts from.</summary>
    Object,
}
