namespace KubeOpsPlanner.Planning.Budgeting.Bands;

/// <summary>A floor and a ceiling in GPUs. A negative bound is switched off; the ceiling is never relaxed.</summary>
public readonly record struct GpuBand(int MinGpus, int MaxGpus)
{
    public static GpuBand Unlimited { get; } = new(-1, -1);

    public bool HasFloor => MinGpus >= 0;

    public bool HasCeiling => MaxGpus >= 0;

    /// <summary>
    /// How far below the floor a total may stay: the largest replica, because a swap of unequal replicas cannot always
    /// land on the floor itself. 0 when no width is positive.
    /// </summary>
    public static int Tolerance(params ReadOnlySpan<int> gpusPerReplica)
    {
        var largest = 0;
        foreach (var width in gpusPerReplica) largest = Math.Max(largest, width);
        return largest;
    }

    public bool Contains(long totalGpus, int toleranceGpus) => !IsAbove(totalGpus) && !IsBelow(totalGpus, toleranceGpus);

    public bool IsAbove(long totalGpus) => HasCeiling && totalGpus > MaxGpus;

    public bool IsBelow(long totalGpus, int toleranceGpus) => HasFloor && totalGpus < (long)MinGpus - toleranceGpus;

    public GpuBand WithoutFloor() => this with { MinGpus = -1 };
}
