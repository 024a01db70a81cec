using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

public sealed record Lease : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    public string? HolderIdentity { get; init; }
    public int? LeaseDurationSeconds { get; init; }
    public int? LeaseTransitions { get; init; }
    public DateTimeOffset? AcquireTime { get; init; }
    public DateTimeOffset? RenewTime { get; init; }

    public static Lease Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        HolderIdentity = json.Text("spec", "holderIdentity"),
        LeaseDurationSeconds = json.Int("spec", "leaseDurationSeconds"),
        LeaseTransitions = json.Int("spec", "leaseTransitions"),
        AcquireTime = json.Time("spec", "acquireTime"),
        RenewTime = json.Time("spec", "renewTime"),
    };
}
