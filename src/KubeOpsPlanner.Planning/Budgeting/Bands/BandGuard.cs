namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>Lets a proposal through a band without turning it around: what does not fit is shortened or held, never reversed.</summary>
public static class BandGuard
{
    public static (int Replicas, BandVerdict Verdict) GuardSingle(
        int current, int proposed, int gpusPerReplica, int minimum, GpuBand band)
    {
        var total = (long)current * gpusPerReplica;
        if (current < minimum)
        {
            return (BandClamp.ClampSingle(Math.Max(proposed, minimum), gpusPerReplica, minimum, band), BandVerdict.Reconcile);
        }

        if (!band.Contains(total, BandClamp.SingleTolerance(gpusPerReplica, band)))
        {
            return (BandClamp.ClampSingle(current, gpusPerReplica, minimum, band), BandVerdict.Reconcile);
        }

        var atFloor = band.HasFloor && total <= band.MinGpus;
        var atCeiling = band.HasCeiling && total >= band.MaxGpus;
        if ((atFloor && proposed < current) || (atCeiling && proposed > current)) return (current, BandVerdict.Hold);

        var clamped = BandClamp.ClampSingle(proposed, gpusPerReplica, minimum, band);
        var onTheWay = clamped >= Math.Min(current, proposed) && clamped <= Math.Max(current, proposed);
        return onTheWay ? (clamped, Moved(clamped == current && proposed != current)) : (current, BandVerdict.Hold);
    }

    public static (ReplicaPair Replicas, BandVerdict Verdict) GuardDisagg(
        ReplicaPair current, ReplicaPair proposed, PairShape shape, GpuBand band)
    {
        // An endpoint floor that was raised at run time is an order: here the clamp may pick a donor.
        if (current.IsBelow(shape.Minimum))
        {
            return (BandClamp.ClampPair(proposed.AtLeast(shape.Minimum), shape, band), BandVerdict.Reconcile);
        }

        var total = shape.TotalGpus(current);
        if (!shape.Fits(band, current)) return (BandClamp.ClampPair(current, shape, band), BandVerdict.Reconcile);

        var opposing = DirectionalFit.IsOpposing(current, proposed);
        var up = proposed.Prefill > current.Prefill || proposed.Decode > current.Decode;
        var down = proposed.Prefill < current.Prefill || proposed.Decode < current.Decode;
        var atFloor = band.HasFloor && total <= band.MinGpus;
        var atCeiling = band.HasCeiling && total >= band.MaxGpus;

        if (opposing && (atFloor || atCeiling))
        {
            var fitted = DirectionalFit.FitPair(current, proposed, shape, band);
            return (fitted, Moved(fitted == current));
        }

        if ((atFloor && down && !up) || (atCeiling && up)) return (current, BandVerdict.Hold);

        var clamped = BandClamp.ClampPair(proposed, shape, band);
        return clamped.IsBetween(current, proposed) && shape.Fits(band, clamped)
            ? (clamped, Moved(clamped == current && proposed != current))
            : (current, BandVerdict.Hold);
    }

    private static BandVerdict Moved(bool stuck) => stuck ? BandVerdict.Hold : BandVerdict.Accepted;
}
