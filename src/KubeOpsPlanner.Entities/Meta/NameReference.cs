using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>An object by name; the field that holds it says of which kind and where.</summary>
public sealed record NameReference
{
    [Describe("The object's name.")]
    [Mandatory, TextLength(1, 253), Matches(Patterns.DnsSubdomain)]
    public string Name { get; init; } = "";
}
