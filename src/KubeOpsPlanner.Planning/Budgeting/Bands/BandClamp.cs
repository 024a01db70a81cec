namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>
/// Brings replica counts into a band, in proportion. Same arithmetic as Dynamo's planner budget helpers, in its newer
/// form in which a shrink never grows decode.
/// </summary>
public static class BandClamp
{
    /// <returns>(0,0) when even the endpoint floors exceed the ceiling; the input when the floor cannot be reached below the ceiling.</returns>
    public static ReplicaPair ClampPair(ReplicaPair pair, PairShape shape, GpuBand band)
    {
        var total = shape.TotalGpus(pair);
        if (band.IsAbove(total)) return Shrink(pair, shape, band, total);
        return band.IsBelow(total, shape.ToleranceIn(band)) ? Grow(pair, shape, band, total) : pair;
    }

    /// <returns>0 when the endpoint floor exceeds the ceiling; the input when the floor cannot be reached below the ceiling.</returns>
    public static int ClampSingle(int replicas, int gpusPerReplica, int minimum, GpuBand band)
    {
        if (gpusPerReplica <= 0) return replicas;
        var total = (long)replicas * gpusPerReplica;
        if (band.IsAbove(total))
        {
            return band.MaxGpus < (long)minimum * gpusPerReplica ? 0 : Math.Max(minimum, band.MaxGpus / gpusPerReplica);
        }

        if (!band.IsBelow(total, SingleTolerance(gpusPerReplica, band))) return replicas;
        var grown = Math.Max(minimum, CeilingDivide(band.MinGpus, gpusPerReplica));
        return band.IsAbove((long)grown * gpusPerReplica) ? replicas : grown;
    }

    internal static int SingleTolerance(int gpusPerReplica, GpuBand band) =>
        band is { HasFloor: true, HasCeiling: true } ? GpuBand.Tolerance(gpusPerReplica) : 0;

    private static ReplicaPair Shrink(ReplicaPair pair, PairShape shape, GpuBand band, long total)
    {
        var (minPrefill, minDecode) = shape.Minimum;
        if (shape.TotalGpus(shape.Minimum) > band.MaxGpus) return default;

        var prefill = pair.Prefill;
        if (shape.PrefillGpus > 0)
        {
            var proportional = (int)Math.Floor(pair.Prefill * ((double)band.MaxGpus / total));
            var roomBesideDecode = (band.MaxGpus - minDecode * shape.DecodeGpus) / shape.PrefillGpus;
            prefill = Math.Max(minPrefill, Math.Min(roomBesideDecode, proportional));
        }

        var decode = pair.Decode;
        if (shape.DecodeGpus > 0)
        {
            var room = Math.Max(0, band.MaxGpus - prefill * shape.PrefillGpus) / shape.DecodeGpus;
            decode = Math.Max(minDecode, Math.Min(pair.Decode, room));
        }

        return new ReplicaPair(prefill, decode);
    }

    private static ReplicaPair Grow(ReplicaPair pair, PairShape shape, GpuBand band, long total)
    {
        if (shape.PrefillGpus <= 0 || shape.DecodeGpus <= 0) return pair;
        var proportional = total == 0
            ? Math.Ceiling(band.MinGpus / 2.0 / shape.PrefillGpus)
            : Math.Ceiling((double)pair.Prefill * band.MinGpus / total);
        var prefill = Math.Max(shape.Minimum.Prefill, (int)proportional);
        var missing = Math.Max(0, band.MinGpus - (long)prefill * shape.PrefillGpus);
        var decode = Math.Max(shape.Minimum.Decode, CeilingDivide(missing, shape.DecodeGpus));
        var grown = new ReplicaPair(prefill, decode);
        return band.IsAbove(shape.TotalGpus(grown)) ? pair : grown;
    }

    private static int CeilingDivide(long value, int divisor) => (int)((value + divisor - 1) / divisor);
}
