using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Defaults;

/// <summary>
/// What the admission plugins Priority and DefaultTolerationSeconds write into every pod. Nobody owns it: they come after
/// the server has noted who wrote what.
/// </summary>
internal static class PodPlugins
{
    // How long a pod stays on a node that is lost.
    private const long ToleratedSeconds = 300;

    private static readonly string[] LostNodes = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    // A real server makes them itself.
    private static readonly string[] OfTheSystem = ["system-cluster-critical", "system-node-critical"];

    private static readonly string[] PriorityFields = ["priority", "preemptionPolicy"];

    /// <param name="old">The stored pod; null for a creation.</param>
    /// <param name="priorityClass">The class of that name, if it exists.</param>
    /// <exception cref="StatusException">The pod names a class that does not exist.</exception>
    public static void Admit(ResourceType type, JsonObject pod, JsonElement? old, Func<string, JsonElement?> priorityClass)
    {
        if (pod["spec"] is not JsonObject spec)
            return;
        TolerateLostNodes(spec);
        if (old is { } before)
        {
            foreach (var field in PriorityFields.Where(field => spec[field] is null))
                spec.Take(Json.ThawNode(before.At("spec")), field);
        }
        else
        {
            Rank(type, pod, spec, priorityClass);
        }
    }

    private static void TolerateLostNodes(JsonObject spec)
    {
        if (spec["tolerations"] is not (null or JsonArray))
            return;
        foreach (var key in LostNodes.Where(key => !spec["tolerations"].Items().Any(toleration => Tolerates(toleration, key))))
        {
            var tolerations = spec["tolerations"] as JsonArray ?? [];
            spec["tolerations"] = tolerations;
            tolerations.Add(new JsonObject
            {
                ["key"] = key,
                ["operator"] = "Exists",
                ["effect"] = "NoExecute",
                ["tolerationSeconds"] = ToleratedSeconds,
            });
        }
    }

    private static bool Tolerates(JsonNode? toleration, string key) =>
        (toleration.Text("key") is "" || toleration.Text("key") == key) && toleration.Text("effect") is "" or "NoExecute";

    private static void Rank(ResourceType type, JsonObject pod, JsonObject spec, Func<string, JsonElement?> priorityClass)
    {
        var name = spec.Text("priorityClassName");
        var rank = name.Length == 0 ? null : priorityClass(name);
        if (name.Length > 0 && rank is null)
        {
            if (OfTheSystem.Contains(name))
                return;
            var own = pod.Text("metadata", "name") is { Length: > 0 } given ? given : pod.Text("metadata", "generateName");
            throw StatusErrors.Forbidden(type, own, $"no PriorityClass with name {name} was found");
        }

        spec["priority"] = rank is { } found ? Json.ThawNode(found.At("value")) ?? 0 : 0;
        spec["preemptionPolicy"] ??= rank?.Text("preemptionPolicy") ?? "PreemptLowerPriority";
    }
}
