using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization.Rbac;

/// <summary>Validation of roles and bindings, in the words of the real API server.</summary>
internal static class RbacObjectRules
{
    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject candidate, JsonElement? old)
    {
        if (RbacResources.IsRole(type))
            return ValidateRole(type, candidate);
        return RbacResources.IsBinding(type) ? ValidateBinding(type, candidate, old) : [];
    }

    private static IEnumerable<FieldError> ValidateRole(ResourceType type, JsonObject role)
    {
        var rules = PolicyRule.ReadAll(Json.Freeze(role));
        for (var i = 0; i < rules.Count; i++)
        {
            foreach (var error in ValidateRule(rules[i], $"rules[{i}]", type.IsNamespaced))
                yield return error;
        }

        if (role["aggregationRule"] is JsonObject aggregation && aggregation["clusterRoleSelectors"] is not JsonArray { Count: > 0 })
            yield return FieldError.Required("aggregationRule.clusterRoleSelectors", "at least one clusterRoleSelector required if aggregationRule is non-nil");
    }

    private static IEnumerable<FieldError> ValidateRule(PolicyRule rule, string field, bool isNamespaced)
    {
        if (rule.Verbs.Count == 0)
            yield return FieldError.Required($"{field}.verbs", "verbs must contain at least one value");
        if (rule.NonResourceUrls.Count > 0)
        {
            if (isNamespaced)
                yield return PathError(rule, field, "namespaced rules cannot apply to non-resource URLs");
            if (rule.ApiGroups.Count + rule.Resources.Count + rule.ResourceNames.Count > 0)
                yield return PathError(rule, field, "rules cannot apply to both regular resources and non-resource URLs");
            yield break;
        }

        if (rule.ApiGroups.Count == 0)
            yield return FieldError.Required($"{field}.apiGroups", "resource rules must supply at least one api group");
        if (rule.Resources.Count == 0)
            yield return FieldError.Required($"{field}.resources", "resource rules must supply at least one resource");
    }

    private static FieldError PathError(PolicyRule rule, string field, string why)
    {
        var shown = string.Join(", ", rule.NonResourceUrls.Select(url => $"\"{url}\""));
        return new FieldError($"{field}.nonResourceURLs", "FieldValueInvalid", $"Invalid value: []string{{{shown}}}: {why}");
    }

    private static IEnumerable<FieldError> ValidateBinding(ResourceType type, JsonObject binding, JsonElement? old)
    {
        var reference = binding["roleRef"];
        var (group, kind, name) = (reference.Text("apiGroup"), reference.Text("kind"), reference.Text("name"));
        if (group != RbacResources.Group)
            yield return FieldError.Unsupported("roleRef.apiGroup", group, [RbacResources.Group]);
        string[] kinds = type.IsNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
        if (!kinds.Contains(kind))
            yield return FieldError.Unsupported("roleRef.kind", kind, kinds);
        if (name.Length == 0)
            yield return FieldError.Required("roleRef.name");
        else if (name is "." or ".." || name.Contains('/') || name.Contains('%'))
            yield return FieldError.Invalid("roleRef.name", name, BuiltInRules.NameError(type, name) ?? "");
        var subjects = binding["subjects"].Items().ToList();
        for (var i = 0; i < subjects.Count; i++)
        {
            foreach (var error in ValidateSubject(subjects[i], $"subjects[{i}]", type.IsNamespaced))
                yield return error;
        }

        if (old is { } before && before.At("roleRef") is var was
            && (was.Text("apiGroup"), was.Text("kind"), was.Text("name")) != (group, kind, name))
        {
            yield return new FieldError("roleRef", "FieldValueInvalid",
                $"Invalid value: rbac.RoleRef{{APIGroup:\"{group}\", Kind:\"{kind}\", Name:\"{name}\"}}: cannot change roleRef");
        }
    }

    private static IEnumerable<FieldError> ValidateSubject(JsonNode? subject, string field, bool isNamespaced)
    {
        var (group, kind, name) = (subject.Text("apiGroup"), subject.Text("kind"), subject.Text("name"));
        if (name.Length == 0)
            yield return FieldError.Required($"{field}.name");
        switch (kind)
        {
            case "ServiceAccount":
                if (name.Length > 0 && !ServiceAccountNames.IsValid(name))
                    yield return FieldError.Invalid($"{field}.name", name, ServiceAccountNames.Rule);
                if (group.Length > 0)
                    yield return FieldError.Unsupported($"{field}.apiGroup", group, [""]);
                if (!isNamespaced && subject.Text("namespace").Length == 0)
                    yield return FieldError.Required($"{field}.namespace");
                break;
            case "User" or "Group":
                if (group != RbacResources.Group)
                    yield return FieldError.Unsupported($"{field}.apiGroup", group, [RbacResources.Group]);
                break;
            default:
                yield return FieldError.Unsupported($"{field}.kind", kind, ["ServiceAccount", "User", "Group"]);
                break;
        }
    }
}
