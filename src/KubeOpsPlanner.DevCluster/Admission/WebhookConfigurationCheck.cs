using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Admission;

/// <summary>
/// Which webhook configurations are accepted, in the words of the real API server. matchConditions are refused, since
/// nothing here evaluates CEL: a condition that was kept and not looked at would call webhooks that it excludes.
/// </summary>
internal static class WebhookConfigurationCheck
{
    private static readonly string[] ReviewVersions = ["v1", "v1beta1"];

    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject candidate)
    {
        if (type is not { IsBuiltIn: true, Group: WebhookCatalog.Group, Plural: WebhookCatalog.Mutating or WebhookCatalog.Validating })
            yield break;
        var webhooks = candidate["webhooks"].Items().ToList();
        var names = new HashSet<string>();
        for (var i = 0; i < webhooks.Count; i++)
        {
            var (webhook, field) = (webhooks[i], $"webhooks[{i}]");
            foreach (var error in ValidateWebhook(webhook, field))
                yield return error;
            if (webhook.Text("name") is { Length: > 0 } name && !names.Add(name))
                yield return FieldError.Duplicate($"{field}.name", name);
        }
    }

    private static IEnumerable<FieldError> ValidateWebhook(JsonNode? webhook, string field) =>
    [
        .. Name(webhook.Text("name"), $"{field}.name"),
        .. (webhook?["rules"]).Items().SelectMany((rule, i) => WebhookRuleCheck.Validate(rule, $"{field}.rules[{i}]")),
        .. OneOf(webhook, field, "failurePolicy", "Fail", "Ignore"),
        .. OneOf(webhook, field, "matchPolicy", "Equivalent", "Exact"),
        .. SideEffects(webhook, field),
        .. Timeout(webhook, field),
        .. Selector(webhook?["namespaceSelector"], $"{field}.namespaceSelector"),
        .. Selector(webhook?["objectSelector"], $"{field}.objectSelector"),
        .. WebhookClientCheck.Validate(webhook?["clientConfig"], $"{field}.clientConfig"),
        .. Versions(webhook, $"{field}.admissionReviewVersions"),
        .. OneOf(webhook, field, "reinvocationPolicy", "IfNeeded", "Never"),
        .. Conditions(webhook, field),
    ];

    private static IEnumerable<FieldError> Name(string name, string field)
    {
        if (name.Length == 0)
            yield return FieldError.Required(field);
        else if (name.Split('.') is { Length: < 3 })
            yield return FieldError.Invalid(field, name, "should be a domain with at least three segments separated by dots");
    }

    private static IEnumerable<FieldError> OneOf(JsonNode? webhook, string field, string name, params string[] supported)
    {
        if (webhook?[name] is { } value && !supported.Contains(value.Text()))
            yield return FieldError.Unsupported($"{field}.{name}", value, supported);
    }

    private static IEnumerable<FieldError> SideEffects(JsonNode? webhook, string field) => webhook?["sideEffects"] is null
        ? [FieldError.Required($"{field}.sideEffects", "must specify one of None, NoneOnDryRun")]
        : OneOf(webhook, field, "sideEffects", "None", "NoneOnDryRun");

    private static IEnumerable<FieldError> Timeout(JsonNode? webhook, string field)
    {
        if (webhook?["timeoutSeconds"] is { } seconds && webhook.Integer("timeoutSeconds") is not (>= 1 and <= 30))
            yield return FieldError.Invalid($"{field}.timeoutSeconds", seconds, "the timeout value must be between 1 and 30 seconds");
    }

    private static IEnumerable<FieldError> Selector(JsonNode? selector, string field)
    {
        var expressions = selector.At("matchExpressions").Items().ToList();
        for (var i = 0; i < expressions.Count; i++)
        {
            var at = $"{field}.matchExpressions[{i}]";
            var hasValues = expressions[i]?["values"] is JsonArray { Count: > 0 };
            var error = expressions[i].Text("operator") switch
            {
                "In" or "NotIn" => hasValues ? null : FieldError.Required($"{at}.values", "must be specified when `operator` is 'In' or 'NotIn'"),
                "Exists" or "DoesNotExist" => hasValues
                    ? FieldError.Forbidden($"{at}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
                    : null,
                var other => FieldError.Invalid($"{at}.operator", other, "not a valid selector operator"),
            };
            if (error is not null)
                yield return error;
        }
    }

    private static IEnumerable<FieldError> Versions(JsonNode? webhook, string field)
    {
        var versions = (webhook?["admissionReviewVersions"]).Texts().ToList();
        if (versions.Count == 0)
        {
            yield return FieldError.Required(field, "must specify one of v1, v1beta1");
            yield break;
        }

        for (var i = 0; i < versions.Count; i++)
        {
            if (versions.IndexOf(versions[i]) < i)
                yield return FieldError.Invalid($"{field}[{i}]", versions[i], "duplicate version");
        }

        if (!versions.Any(ReviewVersions.Contains))
            yield return new FieldError(field, "FieldValueInvalid", $"Invalid value: {WebhookRuleCheck.GoText("string", versions)}: must include at least one of v1, v1beta1");
        else if (!versions.Contains("v1"))
            yield return FieldError.Invalid(field, webhook!["admissionReviewVersions"]!.DeepClone(), "this development server only sends v1 reviews: add v1");
    }

    private static IEnumerable<FieldError> Conditions(JsonNode? webhook, string field)
    {
        if (webhook?["matchConditions"] is JsonArray { Count: > 0 })
        {
            yield return FieldError.Forbidden($"{field}.matchConditions",
                "this development server evaluates no CEL; use rules, namespaceSelector and objectSelector, or a real API server");
        }
    }
}
