namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>What a graph holds of its budget, before reservations. The largest comes first.</summary>
internal readonly record struct HeldShare(long Gpus, GraphId Graph) : IComparable<HeldShare>
{
    public int CompareTo(HeldShare other) =>
        Gpus != other.Gpus ? other.Gpus.CompareTo(Gpus) : Graph.CompareTo(other.Graph);
}
