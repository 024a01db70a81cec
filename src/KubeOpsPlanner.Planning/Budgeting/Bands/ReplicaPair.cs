namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>Replicas of the two roles of one graph. A graph with one pool keeps the other role at 0.</summary>
public readonly record struct ReplicaPair(int Prefill, int Decode)
{
    public ReplicaPair AtLeast(ReplicaPair floor) => new(Math.Max(Prefill, floor.Prefill), Math.Max(Decode, floor.Decode));

    public ReplicaPair AtMost(ReplicaPair cap) => new(Math.Min(Prefill, cap.Prefill), Math.Min(Decode, cap.Decode));

    /// <summary>True when either role is below the floor.</summary>
    public bool IsBelow(ReplicaPair floor) => Prefill < floor.Prefill || Decode < floor.Decode;

    /// <summary>True when neither role left the way from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public bool IsBetween(ReplicaPair from, ReplicaPair to) =>
        IsBetween(Prefill, from.Prefill, to.Prefill) && IsBetween(Decode, from.Decode, to.Decode);

    public override string ToString() => $"({Prefill},{Decode})";

    private static bool IsBetween(int value, int from, int to) => value >= Math.Min(from, to) && value <= Math.Max(from, to);
}
