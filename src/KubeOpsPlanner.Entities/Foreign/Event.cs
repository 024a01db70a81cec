using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Foreign;

/// <summary>What was said about an object, and how often.</summary>
public sealed record Event : IKubernetesObject
{
    public required ObjectMeta Metadata { get; init; }

    /// <summary>Of the object that it is about.</summary>
    public string? InvolvedKind { get; init; }
    public string? InvolvedName { get; init; }
    public string? Type { get; init; }
    public string? Reason { get; init; }
    public string? Message { get; init; }
    public int? Count { get; init; }
    public DateTimeOffset? LastTimestamp { get; init; }

    public static Event Read(JsonElement json) => new()
    {
        Metadata = KubernetesJson.ReadMeta(json),
        InvolvedKind = json.Text("involvedObject", "kind"),
        InvolvedName = json.Text("involvedObject", "name"),
        Type = json.Text("type"),
        Reason = json.Text("reason"),
        Message = json.Text("message"),
        Count = json.Int("count"),
        LastTimestamp = json.Time("lastTimestamp"),
    };
}
