using System.Globalization;
using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>A role shrinks only to what would carry a little more than the demand, so that a steady load with noise does not swing to and fro.</summary>
public static class ShrinkLeavesAMargin
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        if (snapshot.ShrinkMargin <= 0 || Demand.Of(snapshot) is not { } demand
            || demand.Replicas(snapshot.Mode, snapshot.Capacity, snapshot.ShrinkMargin) is not ({ } prefill, { } decode))
        {
            return new SizingStep(nameof(ShrinkLeavesAMargin), proposal, proposal, null, "");
        }

        var kept = proposal.AtLeast(new ReplicaPair(prefill, decode).AtMost(snapshot.Current));
        var margin = snapshot.ShrinkMargin.ToString("P0", CultureInfo.InvariantCulture);
        return new SizingStep(
            nameof(ShrinkLeavesAMargin),
            proposal,
            kept,
            kept != proposal && kept == snapshot.Current ? SizingReason.ScaleDownStabilized : null,
            kept == proposal ? "" : $"a shrink to {snapshot.Words(proposal)} would leave less than {margin} of room, {snapshot.Words(kept)} stay.");
    }
}
