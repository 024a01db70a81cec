namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>What a pair costs and how far each role may shrink.</summary>
/// <param name="PrefillGpus">GPUs that one prefill replica adds.</param>
/// <param name="DecodeGpus">GPUs that one decode replica adds.</param>
/// <param name="Minimum">Endpoint floors in replicas.</param>
public readonly record struct PairShape(int PrefillGpus, int DecodeGpus, ReplicaPair Minimum)
{
    public long TotalGpus(ReplicaPair pair) => (long)pair.Prefill * PrefillGpus + (long)pair.Decode * DecodeGpus;

    /// <summary>The tolerance applies where it can matter: with a floor alone any total can reach it.</summary>
    internal int ToleranceIn(GpuBand band) =>
        band is { HasFloor: true, HasCeiling: true } ? GpuBand.Tolerance(PrefillGpus, DecodeGpus) : 0;

    internal bool Fits(GpuBand band, ReplicaPair pair) => band.Contains(TotalGpus(pair), ToleranceIn(band));
}
