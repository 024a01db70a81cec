using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>What may change of a pod that exists: images, a deadline that comes closer, and further tolerations.</summary>
internal static class PodUpdateRules
{
    private const string Deadline = "activeDeadlineSeconds";

    public static IEnumerable<FieldError> Validate(JsonObject pod, JsonObject old)
    {
        var (spec, before) = (pod["spec"] as JsonObject ?? [], old["spec"] as JsonObject ?? []);
        foreach (var list in new[] { "containers", "initContainers" })
        {
            if (spec[list].Items().Count() == before[list].Items().Count())
                continue;
            yield return FieldError.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
            yield break;
        }

        if (DeadlineError(spec, before) is { } deadline)
            yield return deadline;
        foreach (var error in TolerationRules.ValidateUpdate(spec["tolerations"], before["tolerations"], "spec.tolerations"))
            yield return error;
        var changed = Changed(Fixed(spec), Fixed(before)).ToList();
        if (changed.Count > 0)
        {
            yield return FieldError.Forbidden("spec",
                "pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, "
                + "`spec.activeDeadlineSeconds` or `spec.tolerations` (only additions to existing tolerations)\n"
                + string.Join('\n', changed.Select(field => $"changed: spec.{field}")));
        }
    }

    private static FieldError? DeadlineError(JsonObject spec, JsonObject before)
    {
        var (now, then) = (spec.Integer(Deadline), before.Integer(Deadline));
        return now is < 0 or > int.MaxValue ? FieldError.Invalid($"spec.{Deadline}", now, "must be between 0 and 2147483647, inclusive")
            : now > then ? FieldError.Invalid($"spec.{Deadline}", now, "must be less than or equal to previous value")
            : now is null && then is not null ? FieldError.Invalid($"spec.{Deadline}", null, "must not update from a positive integer to nil value")
            : null;
    }

    private static IEnumerable<string> Changed(JsonObject now, JsonObject then) =>
        now.Select(field => field.Key).Union(then.Select(field => field.Key)).Where(name => !JsonNode.DeepEquals(now[name], then[name]));

    /// <summary>What stays, without what says nothing.</summary>
    private static JsonObject Fixed(JsonObject spec)
    {
        var kept = (JsonObject)spec.DeepClone();
        kept.Remove(Deadline);
        kept.Remove("tolerations");
        foreach (var container in kept["containers"].Items().Concat(kept["initContainers"].Items()).OfType<JsonObject>())
            container.Remove("image");
        DropNothings(kept);
        return kept;
    }

    private static void DropNothings(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                DropNothings(item);
        }

        foreach (var (name, value) in (node as JsonObject ?? []).ToList())
        {
            DropNothings(value);
            if (value is null or JsonArray { Count: 0 } || (value is JsonValue && IsNothing(name, value)))
                ((JsonObject)node!).Remove(name);
        }
    }

    // Go has no third value beside true and false for these.
    private static bool IsNothing(string name, JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.Text().Length == 0
        : name is "hostNetwork" or "hostPID" or "hostIPC" or "stdin" or "stdinOnce" or "tty" or "readOnly" && value.GetValueKind() == JsonValueKind.False;
}
