namespace KubeOpsPlanner.Planning.Budgeting.Ledger;

/// <summary>GPUs held for a change that was admitted and whose outcome nobody has seen yet.</summary>
/// <param name="Target">
/// What the written object will ask for, absolute and never a difference: all pools of a graph; of an adapter the one
/// component it scales, because it leaves the others as they are.
/// </param>
/// <param name="IsGrant">Reserved by the operator for a write of its own.</param>
public sealed record Reservation(ReservationBase Base, GraphId Graph, GpuVector Target, bool IsGrant)
{
    /// <summary>An admission of the other on the same base holds nothing that this one does not already hold.</summary>
    public bool Covers(ReservationBase otherBase, GraphId graph, GpuVector target) =>
        Base == otherBase && Graph == graph && Target.Covers(target, Base.Kind);
}
