using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>The selector of a workload must be there, stay as it is, and select the workload's own pods.</summary>
internal static class SelectorRules
{
    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject draft)
    {
        var selector = draft.At("spec", "selector");
        if (selector is not JsonObject required)
            yield return FieldError.Required("spec.selector");
        else if (required.Count == 0)
            yield return new FieldError("spec.selector", "FieldValueInvalid", $"Invalid value: {Go(required)}: empty selector is invalid for {type.Singular}");
        var labels = draft.At("spec", "template", "metadata", "labels") as JsonObject;
        if (selector is not JsonObject { Count: 0 } && !Matches(selector, labels))
            yield return new FieldError("spec.template.metadata.labels", "FieldValueInvalid", $"Invalid value: {GoMap(labels)}: `selector` does not match template `labels`");
    }

    public static FieldError Changed(JsonNode? selector) =>
        new("spec.selector", "FieldValueInvalid", $"Invalid value: {Go(selector)}: field is immutable");

    // Expressions are left to the selector's own syntax check; a wrong label is what people get wrong.
    private static bool Matches(JsonNode? selector, JsonObject? labels) =>
        selector is not null
        && (selector.At("matchLabels") as JsonObject ?? []).All(label => labels?.ContainsKey(label.Key) == true && labels.Text(label.Key) == label.Value.Text());

    private static string Go(JsonNode? selector) =>
        $"v1.LabelSelector{{MatchLabels:{GoMap(selector.At("matchLabels") as JsonObject)}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}}";

    // As Go prints a map of strings with %#v.
    private static string GoMap(JsonObject? labels)
    {
        if (labels is null or { Count: 0 })
            return "map[string]string(nil)";
        var pairs = labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"\"{label.Key}\":\"{label.Value.Text()}\"");
        return $"map[string]string{{{string.Join(", ", pairs)}}}";
    }
}
