using KubeOpsPlanner.Planning.Budgeting.Bands;

namespace KubeOpsPlanner.Planning.Sizing.Checks;

/// <summary>
/// Shortens a proposal to the GPU ceiling, without regard to the GPU floor. An endpoint floor that the ceiling cannot
/// hold keeps what runs: shrinking to zero would help nobody.
/// </summary>
public static class CeilingFits
{
    public static SizingStep Check(SizingSnapshot snapshot, ReplicaPair proposal)
    {
        if (snapshot.Shape is not { } shape || !snapshot.Limits.Band.HasCeiling) return Pass(proposal);
        var ceiling = snapshot.Limits.Band.WithoutFloor();
        if (ceiling.IsAbove(shape.TotalGpus(shape.Minimum)))
        {
            var kept = snapshot.Current.AtMost(proposal);
            return new SizingStep(
                nameof(CeilingFits),
                proposal,
                kept,
                SizingReason.GpuBudgetGuardHold,
                $"limits.maxGpus {ceiling.MaxGpus} is below the {shape.TotalGpus(shape.Minimum)} GPUs of the endpoint floors {shape.Minimum}: raise it or lower limits.minEndpoint.");
        }

        if (!ceiling.IsAbove(shape.TotalGpus(proposal))) return Pass(proposal);
        var fitted = Fit(snapshot, proposal, shape, ceiling);
        return new SizingStep(
            nameof(CeilingFits), proposal, fitted, null, $"limits.maxGpus {ceiling.MaxGpus} shortens {snapshot.Words(proposal)} ({shape.TotalGpus(proposal)} GPUs) to {snapshot.Words(fitted)}.");
    }

    private static ReplicaPair Fit(SizingSnapshot snapshot, ReplicaPair proposal, PairShape shape, GpuBand ceiling) => snapshot.Mode switch
    {
        PlanMode.Prefill => proposal with
        {
            Prefill = BandClamp.ClampSingle(proposal.Prefill, shape.PrefillGpus, shape.Minimum.Prefill, ceiling),
        },
        PlanMode.Decode or PlanMode.Agg => proposal with
        {
            Decode = BandClamp.ClampSingle(proposal.Decode, shape.DecodeGpus, shape.Minimum.Decode, ceiling),
        },
        _ => snapshot.Current.IsBelow(shape.Minimum)
            ? BandClamp.ClampPair(proposal, shape, ceiling)
            : DirectionalFit.FitPair(snapshot.Current, proposal, shape, ceiling),
    };

    private static SizingStep Pass(ReplicaPair proposal) => new(nameof(CeilingFits), proposal, proposal, null, "");
}
