using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns;

/// <summary>
/// Autoscalers of <c>autoscaling/v1</c>, which <c>kubectl autoscale</c> writes, kept as those of v2. That version has a
/// number for the processor alone; everything else is in annotations there, as v2 says it, so that nothing is lost on the way.
/// </summary>
internal static class AutoscalerForms
{
    private const string AnnotationPrefix = "autoscaling.alpha.kubernetes.io/";
    private const int DefaultUtilization = 80;

    private static readonly (string Part, string Field, string Annotation)[] Kept =
    [
        ("spec", "metrics", "metrics"), ("spec", "behavior", "behavior"),
        ("status", "currentMetrics", "current-metrics"), ("status", "conditions", "conditions"),
    ];

    private static readonly Utilization Target = new("spec", "metrics", "target", "targetCPUUtilizationPercentage");
    private static readonly Utilization Current = new("status", "currentMetrics", "current", "currentCPUUtilizationPercentage");

    public static StoredForm First { get; } = new(new CollectionKey("autoscaling", "horizontalpodautoscalers"), ToSecond, ToFirst);

    private static void ToFirst(JsonObject autoscaler)
    {
        Target.Take(autoscaler);
        Current.Take(autoscaler);
        foreach (var (part, field, annotation) in Kept)
        {
            if (autoscaler[part] is not JsonObject holder || !holder.Remove(field, out var value))
                continue;
            if (value is JsonArray { Count: > 0 } or JsonObject)
                autoscaler.Child("metadata").Child("annotations")[AnnotationPrefix + annotation] = Json.Compact(value);
        }

        if (autoscaler["status"] is JsonObject status)
            status.TryAdd("currentReplicas", 0);
    }

    private static void ToSecond(JsonObject autoscaler)
    {
        if (autoscaler.Text("apiVersion") != "autoscaling/v1")
            return;
        foreach (var (part, field, annotation) in Kept)
        {
            if (autoscaler.At("metadata", "annotations") is JsonObject annotations && annotations.Remove(AnnotationPrefix + annotation, out var value))
                autoscaler.Child(part)[field] = JsonNode.Parse(value.Text());
        }

        if (autoscaler.At("metadata", "annotations") is JsonObject { Count: 0 })
            autoscaler.Child("metadata").Remove("annotations");
        Target.Restore(autoscaler);
        Current.Restore(autoscaler);
        if (autoscaler.At("spec", "metrics") is null)
            autoscaler.Child("spec")["metrics"] = new JsonArray(Target.Metric(DefaultUtilization));
        if (autoscaler["status"] is JsonObject status)
            status.TryAdd("currentMetrics", null);
        autoscaler["apiVersion"] = "autoscaling/v2";
    }

    /// <summary>One number of v1, and the metric of v2 that says the same.</summary>
    private sealed record Utilization(string Part, string List, string Inner, string Field)
    {
        public void Take(JsonObject autoscaler)
        {
            if (autoscaler.At(Part, List) is not JsonArray metrics || metrics.FirstOrDefault(IsProcessor) is not { } metric)
                return;
            metrics.Remove(metric);
            autoscaler.Child(Part)[Field] = metric.Integer("resource", Inner, "averageUtilization");
        }

        public void Restore(JsonObject autoscaler)
        {
            if (autoscaler.Integer(Part, Field) is not { } percent)
                return;
            var part = autoscaler.Child(Part);
            part.Remove(Field);
            if (part[List] is not JsonArray metrics)
                part[List] = metrics = [];
            metrics.Insert(0, Metric(percent));
        }

        public JsonObject Metric(long percent)
        {
            var value = new JsonObject();
            if (Inner == "target")
                value["type"] = "Utilization";
            value["averageUtilization"] = percent;
            return new JsonObject { ["type"] = "Resource", ["resource"] = new JsonObject { ["name"] = "cpu", [Inner] = value } };
        }

        private bool IsProcessor(JsonNode? metric) =>
            metric.Text("type") == "Resource" && metric.Text("resource", "name") == "cpu" && metric.Integer("resource", Inner, "averageUtilization") is not null;
    }
}
