namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>How many GPUs one replica adds, over all its nodes and containers; or why that cannot be told.</summary>
/// <remarks>Unknown is not zero: it denies growth and permits shrinking.</remarks>
public readonly record struct GpuShape
{
    private readonly string? _unknownReason;

    private GpuShape(int? gpusPerReplica, string? unknownReason)
    {
        GpusPerReplica = gpusPerReplica;
        _unknownReason = unknownReason;
    }

    /// <summary>Null when unknown.</summary>
    public int? GpusPerReplica { get; }

    /// <summary>A clause that completes "the GPUs of … are unknown: "; empty when known.</summary>
    public string UnknownReason => GpusPerReplica is null ? _unknownReason ?? "nothing was read yet" : "";

    public bool IsKnown => GpusPerReplica is not null;

    /// <summary>Surely holds no GPU.</summary>
    public bool IsFree => GpusPerReplica == 0;

    public static GpuShape Known(int gpusPerReplica)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gpusPerReplica);
        return new GpuShape(gpusPerReplica, null);
    }

    public static GpuShape Unknown(string reason) => new(null, reason);

    /// <summary>GPUs of that many replicas. No replicas hold none, whatever their shape; otherwise null when unknown.</summary>
    public long? Gpus(int replicas) => replicas == 0 ? 0 : (long?)GpusPerReplica * replicas;

    public override string ToString() => GpusPerReplica is { } gpus ? $"{gpus} GPUs" : $"unknown ({UnknownReason})";
}
