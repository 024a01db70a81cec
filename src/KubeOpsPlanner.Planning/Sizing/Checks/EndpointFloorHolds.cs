using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>No role goes below its endpoint floor; the floor beats the step cap.</summary>
public static class EndpointFloorHolds
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var lifted = proposal.AtLeast(snapshot.Minimum);
        return new SizingStep(
            nameof(EndpointFloorHolds), proposal, lifted, null, lifted == proposal ? "" : $"the endpoint floor lifts {snapshot.Words(proposal)} to {snapshot.Words(lifted)}.");
    }
}
