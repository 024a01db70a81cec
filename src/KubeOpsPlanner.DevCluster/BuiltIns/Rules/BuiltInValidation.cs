using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;
using KubeOpsPlanner.DevCluster.BuiltIns.Services;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>Whether an object of a built-in kind may be stored: <see cref="RuleTable"/>, and what takes more than one field.</summary>
internal static class BuiltInValidation
{
    private static readonly string[] Immutable = ["configmaps", "secrets"];
    private static readonly string[] Workloads = ["daemonsets", "deployments", "replicasets", "statefulsets"];
    private static readonly string[] ChangeableOfStatefulSets = ["replicas", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    // Above it are the classes of the system itself.
    private const long HighestUserPriority = 1_000_000_000;

    /// <param name="old">The stored object; null for a creation.</param>
    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject draft, JsonElement? old)
    {
        if (!type.IsBuiltIn)
            return [];
        var errors = new List<FieldError>();
        if (type.Group == "apps" && Workloads.Contains(type.Plural))
            errors.AddRange(SelectorRules.Validate(type, draft));
        if (RuleTable.ByResource.TryGetValue(StatusErrors.Collection(type), out var rules))
            errors.AddRange(rules.SelectMany(rule => rule.Check(draft)));
        errors.AddRange(PodSpecRules.Validate(type, draft));
        errors.AddRange(StorageRules.Validate(type, draft, old is { } earlier ? Json.Thaw(earlier) : null));
        switch (type.Group, type.Plural)
        {
            case ("", "configmaps" or "secrets"):
                errors.AddRange(DataRules.Validate(type, draft));
                break;
            case ("" or EventForms.NewerGroup, "events"):
                errors.AddRange(EventRules.Validate(type, draft, isNew: old is null));
                break;
            case ("apps", "deployments"):
                errors.AddRange(Strategies(draft));
                break;
            case ("", "services"):
                errors.AddRange(ServiceRules.Validate(draft, old is { } stored ? Json.Thaw(stored) : null));
                break;
            case ("batch", "jobs"):
                errors.AddRange(JobRestarts(draft));
                break;
            case ("scheduling.k8s.io", "priorityclasses"):
                errors.AddRange(Priorities(draft));
                break;
        }

        return old is { } before ? errors.Concat(ValidateUpdate(type, draft, Json.ThawNode(before) as JsonObject ?? [])) : errors;
    }

    private static IEnumerable<FieldError> ValidateUpdate(ResourceType type, JsonObject draft, JsonObject old)
    {
        if (type.Group.Length == 0 && Immutable.Contains(type.Plural) && old.Boolean("immutable") == true)
        {
            if (draft.Boolean("immutable") != true)
                yield return FieldError.Forbidden("immutable", "field is immutable when `immutable` is set");
            foreach (var field in new[] { "data", "binaryData" }.Where(field => !JsonNode.DeepEquals(draft[field], old[field])))
                yield return FieldError.Forbidden(field, "field is immutable when `immutable` is set");
        }

        if (type is { Group: "", Plural: "secrets" } && draft.Text("type") != old.Text("type"))
            yield return FieldError.Invalid("type", draft.Text("type"), "field is immutable");
        if (type is { Group: "", Plural: "pods" })
        {
            foreach (var error in PodUpdateRules.Validate(draft, old))
                yield return error;
        }

        if (type is { Group: "scheduling.k8s.io", Plural: "priorityclasses" } && !JsonNode.DeepEquals(draft["value"], old["value"]))
            yield return FieldError.Forbidden("Value", "may not be changed in an update.");
        if (FixedField(type) is { } path && !JsonNode.DeepEquals(draft.At(path), old.At(path)))
            yield return FieldError.Invalid(string.Join('.', path), draft.At(path)?.DeepClone(), "field is immutable");
        if (type is { Group: "apps", Plural: "daemonsets" or "deployments" or "replicasets" } && !JsonNode.DeepEquals(draft.At("spec", "selector"), old.At("spec", "selector")))
            yield return SelectorRules.Changed(draft.At("spec", "selector"));
        if (type is { Group: "apps", Plural: "statefulsets" } && !JsonNode.DeepEquals(Fixed(draft), Fixed(old)))
        {
            yield return FieldError.Forbidden("spec",
                "updates to statefulset spec for fields other than 'replicas', 'template', and 'updateStrategy' are forbidden");
        }
    }

    private static string[]? FixedField(ResourceType type) => (type.Group, type.Plural) switch
    {
        ("apps", "controllerrevisions") => ["data"],
        ("networking.k8s.io", "ingressclasses") => ["spec", "controller"],
        ("node.k8s.io", "runtimeclasses") => ["handler"],
        _ => null,
    };

    private static JsonObject Fixed(JsonObject statefulSet)
    {
        var spec = (JsonObject?)statefulSet["spec"]?.DeepClone() ?? [];
        foreach (var field in ChangeableOfStatefulSets)
            spec.Remove(field);
        return spec;
    }

    private static IEnumerable<FieldError> Strategies(JsonObject deployment)
    {
        var spec = deployment["spec"];
        var strategy = spec.At("strategy");
        switch (strategy.Text("type"))
        {
            case "Recreate" when strategy.At("rollingUpdate") is not null:
                yield return FieldError.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
                break;
            case not ("" or "Recreate" or "RollingUpdate"):
                yield return FieldError.Unsupported("spec.strategy", strategy!.DeepClone(), ["Recreate", "RollingUpdate"]);
                break;
        }

        if (IsNothing(strategy.At("rollingUpdate", "maxSurge")) && IsNothing(strategy.At("rollingUpdate", "maxUnavailable")))
            yield return FieldError.Invalid("spec.strategy.rollingUpdate.maxUnavailable", 0, "may not be 0 when `maxSurge` is 0");
        if (spec.Integer("progressDeadlineSeconds") is { } deadline && deadline <= (spec.Integer("minReadySeconds") ?? 0))
            yield return FieldError.Invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
    }

    private static bool IsNothing(JsonNode? amount) => amount is not null && amount.ToJsonString().Trim('"') is "0" or "0%";

    private static IEnumerable<FieldError> JobRestarts(JsonObject job)
    {
        var policy = job.Text("spec", "template", "spec", "restartPolicy");
        if (policy is "" or "Always")
            yield return FieldError.Required("spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }

    private static IEnumerable<FieldError> Priorities(JsonObject priority)
    {
        var name = priority.Text("metadata", "name");
        if (name.StartsWith("system-", StringComparison.Ordinal) && name is not ("system-cluster-critical" or "system-node-critical"))
        {
            yield return FieldError.Forbidden("metadata.name",
                $"priority class names with 'system-' prefix are reserved for system use only. error: {name} is not a known system priority class");
        }
        else if (priority.Integer("value") > HighestUserPriority && !name.StartsWith("system-", StringComparison.Ordinal))
        {
            yield return FieldError.Forbidden("value", $"maximum allowed value of a user defined priority is {HighestUserPriority}");
        }
    }
}
