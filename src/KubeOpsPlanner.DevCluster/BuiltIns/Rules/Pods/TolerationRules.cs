using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>Which taints of nodes a pod puts up with.</summary>
internal static class TolerationRules
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static IEnumerable<FieldError> Validate(JsonNode? tolerations, string path) =>
        tolerations.Items().SelectMany((toleration, i) => Validate(toleration, $"{path}[{i}]", toleration.Text("key"), toleration.Text("operator")));

    /// <summary>Of a pod that exists: tolerations may come, but those that are there stay.</summary>
    public static IEnumerable<FieldError> ValidateUpdate(JsonNode? tolerations, JsonNode? old, string path)
    {
        var kept = tolerations.Items().Select(WithoutTime).ToList();
        if (!old.Items().Select(WithoutTime).All(before => kept.Any(now => JsonNode.DeepEquals(now, before))))
            yield return FieldError.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds");
    }

    private static IEnumerable<FieldError> Validate(JsonNode? toleration, string path, string key, string how)
    {
        if (key.Length > 0 && LabelSyntax.KeyError(key) is { } problem)
            yield return FieldError.Invalid($"{path}.key", key, problem);
        if (key.Length == 0 && how != "Exists")
        {
            yield return FieldError.Invalid($"{path}.operator", how,
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        var (effect, value) = (toleration.Text("effect"), toleration.Text("value"));
        if (toleration.At("tolerationSeconds") is not null && effect != "NoExecute")
            yield return FieldError.Invalid($"{path}.effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        switch (how)
        {
            case "" or "Equal" when LabelSyntax.ValueError(value) is { } wrong:
                yield return FieldError.Invalid($"{path}.operator", value, wrong);
                break;
            case "Exists" when value.Length > 0:
                yield return new FieldError($"{path}.operator", "FieldValueInvalid",
                    $"Invalid value: core.Toleration{{Key:\"{key}\", Operator:\"{how}\", Value:\"{value}\", Effect:\"{effect}\", TolerationSeconds:(*int64)(nil)}}: "
                    + "value must be empty when `operator` is 'Exists'");
                break;
            case not ("" or "Equal" or "Exists"):
                yield return FieldError.Unsupported($"{path}.operator", how, ["Equal", "Exists"]);
                break;
        }

        if (effect.Length > 0 && !Effects.Contains(effect))
            yield return FieldError.Unsupported($"{path}.effect", effect, Effects);
    }

    private static JsonNode? WithoutTime(JsonNode? toleration)
    {
        var copy = toleration?.DeepClone();
        (copy as JsonObject)?.Remove("tolerationSeconds");
        return copy;
    }
}
