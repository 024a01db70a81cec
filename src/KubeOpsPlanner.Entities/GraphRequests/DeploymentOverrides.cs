using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.GraphRequests;

public sealed record DeploymentOverrides
{
    [Describe("The generated graph's name. Default: {request}-dgd.")]
    [TextLength(1, 63), Matches(Patterns.DnsLabel)]
    public string? Name { get; init; }

    [Describe("The generated graph's namespace. Only the request's own is accepted.")]
    [TextLength(1, 63), Matches(Patterns.DnsLabel)]
    public string? Namespace { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    [Describe("The workers' image.")]
    [TextLength(1, 1024)]
    public string? WorkersImage { get; init; }
}
