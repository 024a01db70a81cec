namespace KubeOpsPlanner.Entities.Schema;

/// <summary>A column of <c>kubectl get</c>.</summary>
/// <param name="Type">integer, number, string, boolean or date.</param>
/// <param name="IsWide">Shown with <c>-o wide</c> only.</param>
public sealed record PrinterColumn(string Name, string JsonPath, string Type = "string", bool IsWide = false)
{
    public static PrinterColumn Age { get; } = new("Age", ".metadata.creationTimestamp", "date");
}
