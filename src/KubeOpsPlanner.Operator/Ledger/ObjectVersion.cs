using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Ledger;

internal static class ObjectVersion
{
    /// <summary>The resourceVersion of an object that the API server returned; null when it does not say.</summary>
    public static ulong? Of(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.Object
        && stored.TryGetProperty("metadata", out var metadata)
        && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("resourceVersion", out var text)
        && text.ValueKind == JsonValueKind.String
            ? new ObjectMeta { ResourceVersion = text.GetString()! }.Version
            : null;
}
