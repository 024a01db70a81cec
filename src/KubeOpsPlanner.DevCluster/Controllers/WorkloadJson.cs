using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>JSON that all workloads have in common.</summary>
internal static class WorkloadJson
{
    // Without vowels and without what reads like another, as Kubernetes' generated names.
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    private const int SuffixLength = 5;

    public static int? Number(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static bool Flag(this JsonElement json, params ReadOnlySpan<string> path) => json.At(path).ValueKind == JsonValueKind.True;

    /// <summary>The same for the same JSON, whatever the order of its fields.</summary>
    /// <param name="length">Of the text, in letters that names may have.</param>
    public static string Digest(JsonElement json, int length) => Digest(CanonicalJson.Of(json).Span, length);

    /// <summary>
    /// Names for new pods of an owner, none of them in use. The same for the same view, so that a pod that a stale view asks
    /// for again is refused as existing instead of doubled.
    /// </summary>
    public static IEnumerable<string> FreeNames(ObjectMeta owner, IEnumerable<string> used)
    {
        var taken = used.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, int.MaxValue)
            .Select(slot => $"{owner.Name}-{Digest(Encoding.UTF8.GetBytes($"{owner.Uid}/{slot}"), SuffixLength)}")
            .Where(taken.Add);
    }

    /// <summary>A pod as the template says.</summary>
    public static JsonObject Pod(JsonElement template, ApiResource api, ObjectMeta owner, string name)
    {
        var pod = Json.Thaw(template);
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        var metadata = pod.Child("metadata");
        metadata["name"] = name;
        metadata["namespace"] = owner.Namespace;
        metadata["ownerReferences"] = ChildBodies.OwnedBy(api, owner);
        return pod;
    }

    /// <summary>Null when the status is as it should be; else the merge patch that makes it so.</summary>
    public static JsonObject? StatusPatch(JsonElement json, JsonObject wanted)
    {
        var current = Json.ThawNode(json.At("status")) as JsonObject ?? [];
        if (JsonNode.DeepEquals(current, wanted))
        {
            return null;
        }

        var patch = (JsonObject)wanted.DeepClone();
        foreach (var (name, _) in current)
        {
            if (!wanted.ContainsKey(name))
            {
                patch[name] = null;
            }
        }

        return new JsonObject { ["status"] = patch };
    }

    /// <summary>Counts as Kubernetes writes them: those that are 0 are left out.</summary>
    public static JsonObject Counts(params ReadOnlySpan<(string Name, long Value)> counts)
    {
        var json = new JsonObject();
        foreach (var (name, value) in counts)
        {
            if (value != 0)
            {
                json[name] = value;
            }
        }

        return json;
    }

    /// <summary>A condition that keeps its times while it says the same.</summary>
    public static JsonObject Condition(
        JsonElement json, string type, string status, string reason, string message, string timeField, DateTimeOffset now)
    {
        var time = ChildBodies.Time(now);
        var old = json.At("status", "conditions").Items().FirstOrDefault(condition => condition.Text("type") == type);
        var isSame = old.Text("status") == status && old.Text("reason") == reason && old.Text("message") == message;
        return new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            [timeField] = isSame ? old.Text(timeField) : time,
            ["lastTransitionTime"] = old.Text("status") == status ? old.Text("lastTransitionTime") : time,
            ["reason"] = reason,
            ["message"] = message,
        };
    }

    private static string Digest(ReadOnlySpan<byte> bytes, int length) =>
        string.Concat(SHA256.HashData(bytes).Take(length).Select(value => Letters[value % Letters.Length]));
}
