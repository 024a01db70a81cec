using KubeOpsPlanner.Entities.Schema;

namespace KubeOpsPlanner.Entities.Meta;

/// <summary>The standard condition (metav1.Condition).</summary>
public sealed record Condition
{
    [Mandatory]
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [Mandatory, Matches("^(True|False|Unknown)$")]
    public string Status { get; init; } = "Unknown";

    [Describe("Why, in CamelCase.")]
    public string Reason { get; init; } = "";

    [Describe("One sentence for people.")]
    public string Message { get; init; } = "";

    public DateTimeOffset? LastTransitionTime { get; init; }

    [Describe("The generation of the spec that this condition is about.")]
    public long? ObservedGeneration { get; init; }
}
