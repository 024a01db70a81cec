using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record HardwareSpec
{
    [Describe("Which GPUs to use, e.g. h200_sxm; selects among those that are discovered.")]
    [TextLength(1, 63), Matches("^[a-z0-9_]+$")]
    public string? GpuSku { get; init; }

    [Describe("Memory of one GPU in MiB, instead of the discovered one.")]
    [Minimum(0, IsExclusive = true)]
    public double? VramMb { get; init; }

    [Describe("GPUs that may be used in all.")]
    [Minimum(1)]
    public int? TotalGpus { get; init; }

    [Minimum(1)]
    public int? NumGpusPerNode { get; init; }

    [TextLength(1, 63)]
    public string? Interconnect { get; init; }

    public bool? Rdma { get; init; }
}
