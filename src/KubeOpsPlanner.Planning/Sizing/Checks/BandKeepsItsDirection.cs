using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>The plan's own GPU floor and ceiling, without turning a proposal around.</summary>
public static class BandKeepsItsDirection
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        var band = snapshot.Limits.Band;
        if (snapshot.Shape is not { } shape || band is { HasFloor: false, HasCeiling: false }) return Step(proposal, proposal, null, "");
        if (band.IsAbove(shape.TotalGpus(shape.Minimum))) return Step(proposal, proposal, null, "");

        var (guarded, verdict) = Guard(snapshot, proposal, shape, band);
        var range = $"[{band.MinGpus}, {band.MaxGpus}]";
        return verdict switch
        {
            BandVerdict.Reconcile => Step(
                proposal, guarded, SizingReason.GpuBudgetReconcile, $"{snapshot.Words(snapshot.Current)} is outside the GPU band {range} or below an endpoint floor and goes to {snapshot.Words(guarded)}."),
            BandVerdict.Hold => Step(
                proposal, guarded, SizingReason.GpuBudgetGuardHold, $"{snapshot.Words(snapshot.Current)} to {snapshot.Words(proposal)} does not fit the GPU band {range}."),
            _ => Step(proposal, guarded, null, guarded == proposal ? "" : $"the GPU band {range} shortens {snapshot.Words(proposal)} to {snapshot.Words(guarded)}."),
        };
    }

    private static (ReplicaPair Replicas, BandVerdict Verdict) Guard(SizingSnapshot snapshot, ReplicaPair proposal, PairShape shape, GpuBand band)
    {
        var current = snapshot.Current;
        if (snapshot.Mode == PlanMode.Disagg) return BandGuard.GuardDisagg(current, proposal, shape, band);
        if (snapshot.Mode == PlanMode.Prefill)
        {
            var (prefill, verdict) = BandGuard.GuardSingle(
                current.Prefill, proposal.Prefill, shape.PrefillGpus, shape.Minimum.Prefill, band);
            return (proposal with { Prefill = prefill }, verdict);
        }

        var (decode, decodeVerdict) = BandGuard.GuardSingle(current.Decode, proposal.Decode, shape.DecodeGpus, shape.Minimum.Decode, band);
        return (proposal with { Decode = decode }, decodeVerdict);
    }

    private static SizingStep Step(ReplicaPair before, ReplicaPair after, SizingReason? reason, string message) =>
        new(nameof(BandKeepsItsDirection), before, after, reason, message);
}
