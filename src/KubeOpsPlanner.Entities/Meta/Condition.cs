namespace KubeOpsPlanner.Entities.Meta;

/// <summary>The standard condition (metav1.Condition).</summary>
public sealed record Condition
{
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status { get; init; } = "Unknown";

    public string Reason { get; init; } = "";
    public string Message { get; init; } = "";
    public DateTimeOffset? LastTransitionTime { get; init; }
    public long? ObservedGeneration { get; init; }
}
