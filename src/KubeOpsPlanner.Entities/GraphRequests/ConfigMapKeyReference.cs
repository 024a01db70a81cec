using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record ConfigMapKeyReference
{
    [Describe("The ConfigMap's name, in the same namespace.")]
    [Mandatory, TextLength(1, 253), Matches(Patterns.DnsSubdomain)]
    public string Name { get; init; } = "";

    [TextLength(1, 253)]
    public string? Key { get; init; }
}
