using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules;

/// <summary>What an event must say. Those with an eventTime must say more, and new ones of events.k8s.io nothing of the older fields.</summary>
internal static class EventRules
{
    private const int MaxNameLength = 128;
    private const int MaxMessageLength = 1024;

    /// <param name="draft">In the form of its kind.</param>
    public static IEnumerable<FieldError> Validate(ResourceType type, JsonObject draft, bool isNew)
    {
        var item = (JsonObject)draft.DeepClone();
        EventForms.ToCore(item);
        var errors = item.Text("eventTime").Length == 0 ? Namespace(item) : Reported(item);
        return type.Group == EventForms.NewerGroup && isNew ? errors.Concat(Strict(item)) : errors;
    }

    /// <summary>Events about objects without a namespace belong into "default".</summary>
    private static IEnumerable<FieldError> Namespace(JsonObject item)
    {
        var (of, own) = (item.Text("involvedObject", "namespace"), item.Text("metadata", "namespace"));
        if (of.Length == 0 ? own is not ("" or "default") : of != own)
            yield return Elsewhere(of);
    }

    private static IEnumerable<FieldError> Reported(JsonObject item)
    {
        if (item.Text("involvedObject", "namespace").Length == 0 && item.Text("metadata", "namespace") is not ("default" or "kube-system"))
            yield return Elsewhere("");
        var controller = item.Text("reportingComponent");
        if (controller.Length == 0)
        {
            yield return FieldError.Required("reportingController");
            yield return FieldError.Invalid("reportingController", "", "name part must be non-empty");
        }

        if (LabelSyntax.KeyError(controller.Length == 0 ? "-" : controller) is { } problem)
            yield return FieldError.Invalid("reportingController", controller, problem);
        foreach (var (field, limit, isRequired) in new[]
        {
            ("reportingInstance", MaxNameLength, true), ("action", MaxNameLength, true), ("reason", MaxNameLength, true), ("message", MaxMessageLength, false),
        })
        {
            var text = item.Text(field);
            if (isRequired && text.Length == 0)
                yield return FieldError.Required(field);
            if (text.Length > limit)
                yield return FieldError.Invalid(field, "", $"can have at most {limit} characters");
        }
    }

    private static IEnumerable<FieldError> Strict(JsonObject item)
    {
        if (item["series"] is { } series)
        {
            if (series.Integer("count") is null or < 2)
                yield return FieldError.Invalid("series.count", "", "should be at least 2");
            if (series.Text("lastObservedTime").Length == 0)
                yield return FieldError.Required("series.lastObservedTime");
        }

        if (item.Text("eventTime").Length == 0)
            yield return FieldError.Required("eventTime");
        if (item.Text("type") is not ("Normal" or "Warning") and var type)
            yield return FieldError.Invalid("type", "", $"has invalid value: {type}");
        foreach (var field in new[] { "firstTimestamp", "lastTimestamp", "count", "source" })
        {
            if (item[field] is not (null or JsonObject { Count: 0 }))
                yield return FieldError.Invalid(field, "", "needs to be unset");
        }
    }

    private static FieldError Elsewhere(string @namespace) =>
        FieldError.Invalid("involvedObject.namespace", @namespace, "does not match event.namespace");
}
