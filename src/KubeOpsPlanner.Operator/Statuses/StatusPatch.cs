using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Statuses;

/// <summary>The smallest merge patch that turns one status into another, so that an unchanged status is never written.</summary>
public static class StatusPatch
{
    /// <returns>The body of a merge patch of the status subresource; null when nothing differs.</returns>
    public static JsonObject? Between<TStatus>(TStatus before, TStatus after)
    {
        var patch = Difference(ToJson(before), ToJson(after));
        return patch.Count == 0 ? null : new JsonObject { ["status"] = patch };
    }

    private static JsonObject ToJson<TStatus>(TStatus status) =>
        JsonSerializer.SerializeToNode(status, KubernetesJson.Options)!.AsObject();

    private static JsonObject Difference(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (name, value) in after)
        {
            if (before[name] is JsonObject old && value is JsonObject now)
            {
                var inner = Difference(old, now);
                if (inner.Count > 0)
                {
                    patch[name] = inner;
                }
            }
            else if (!JsonNode.DeepEquals(before[name], value))
            {
                patch[name] = value?.DeepClone();
            }
        }

        foreach (var (name, _) in before)
        {
            if (!after.ContainsKey(name))
            {
                // In a merge patch null removes the field.
                patch[name] = null;
            }
        }

        return patch;
    }
}
