using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record ModelCache
{
    [TextLength(1, 253), Matches(Patterns.DnsSubdomain)]
    public string? PvcName { get; init; }

    [Describe("The model's directory inside the volume.")]
    public string? PvcModelPath { get; init; }

    public string PvcMountPath { get; init; } = "/opt/model-cache";
}
