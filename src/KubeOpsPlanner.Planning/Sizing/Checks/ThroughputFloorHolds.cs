namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>The load loop goes no lower than what the forecast asks for: a moment without queues is no proof that the next hour is quiet.</summary>
public static class ThroughputFloorHolds
{
    public static SizingStep Check(SizingSnapshot snapshot, Budgeting.Bands.ReplicaPair proposal)
    {
        var floor = snapshot.ThroughputFloor ?? proposal;
        var lifted = proposal.AtLeast(floor);
        return new SizingStep(
            nameof(ThroughputFloorHolds), proposal, lifted, null, lifted == proposal ? "" : $"the throughput loop's bound {snapshot.Words(floor)} lifts {snapshot.Words(proposal)} to {snapshot.Words(lifted)}.");
    }
}
