using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Graphs.Objects;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>What a disruption budget allows now.</summary>
/// <param name="Steps">What to write; nothing when the status is right.</param>
/// <param name="RecheckAfter">When an eviction that nothing came of is forgotten; null while there is none.</param>
internal sealed record DisruptionPlan(IReadOnlyList<WorkloadStep> Steps, TimeSpan? RecheckAfter)
{
    /// <summary>How long an evicted pod may still be there before its eviction counts as failed.</summary>
    public static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    /// <param name="pods">Of the budget's namespace.</param>
    public static DisruptionPlan Decide(
        Budget budget, IEnumerable<SimulatedPod> pods, IReadOnlyCollection<ReplicaSet> sets, IReadOnlyCollection<Deployment> deployments,
        DateTimeOffset now)
    {
        var selected = pods.Where(pod => Selects(budget, pod)).ToList();
        var (expected, desired, problem) = Need(budget.Json.At("spec"), selected, sets, deployments);
        if (problem is not null)
            return new DisruptionPlan(Write(budget, Failed(budget, problem, now)), null);
        var disrupted = Disrupted(budget, selected, now);
        var healthy = selected.Count(pod => !pod.IsTerminating && !disrupted.ContainsKey(pod.Metadata.Name) && pod.IsReady);
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        var status = new JsonObject
        {
            ["currentHealthy"] = healthy,
            ["desiredHealthy"] = desired,
            ["disruptionsAllowed"] = allowed,
            ["expectedPods"] = expected,
            ["observedGeneration"] = budget.Metadata.Generation,
        };
        if (disrupted.Count > 0)
            status["disruptedPods"] = ChildBodies.Texts(disrupted.Select(pod => KeyValuePair.Create(pod.Key, ChildBodies.Time(pod.Value))));
        var current = Json.ThawNode(budget.Json.At("status")) as JsonObject ?? [];
        current["observedGeneration"] = budget.Metadata.Generation;
        status["conditions"] = DisruptionBudget.Conditions(current, allowed, now);
        return new DisruptionPlan(
            Write(budget, status), disrupted.Count > 0 ? disrupted.Values.Min() + DeletionTimeout - now : null);
    }

    public static bool Selects(Budget budget, SimulatedPod pod) =>
        pod.Metadata.Namespace == budget.Metadata.Namespace
        && DisruptionBudget.Selects(budget.Json, JsonSerializer.SerializeToElement(pod.Metadata.Labels));

    private static (int Expected, int Desired, string? Problem) Need(
        JsonElement spec, List<SimulatedPod> selected, IReadOnlyCollection<ReplicaSet> sets, IReadOnlyCollection<Deployment> deployments)
    {
        var (least, most) = (spec.At("minAvailable"), spec.At("maxUnavailable"));
        if (!most.IsPresent() && least.ValueKind != JsonValueKind.String)
            return (selected.Count, spec.Number("minAvailable") ?? 0, null);
        var (expected, problem) = ExpectedPods.Of(selected, sets, deployments);
        if (problem is not null)
            return (0, 0, problem);
        var value = most.IsPresent() ? most : least;
        if (Share(value, expected) is not { } share)
            return (0, 0, $"invalid value for IntOrString: {value}");
        return (expected, most.IsPresent() ? Math.Max(0, expected - share) : share, null);
    }

    private static int? Share(JsonElement value, int of)
    {
        if (value.ValueKind == JsonValueKind.Number)
            return value.TryGetInt32(out var count) ? count : null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text.EndsWith('%') && int.TryParse(text[..^1], out var percent) ? (int)Math.Ceiling(of * (percent / 100.0)) : null;
    }

    /// <summary>Pods whose eviction was granted and that have yet to be deleted.</summary>
    private static Dictionary<string, DateTimeOffset> Disrupted(Budget budget, List<SimulatedPod> selected, DateTimeOffset now)
    {
        var staying = selected.Where(pod => !pod.IsTerminating).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        return budget.Json.At("status", "disruptedPods").Fields()
            .Where(pod => staying.Contains(pod.Name) && pod.Value.ValueKind == JsonValueKind.String)
            .Select(pod => (pod.Name, Since: pod.Value.TryGetDateTimeOffset(out var since) ? since : now))
            .Where(pod => pod.Since + DeletionTimeout >= now)
            .ToDictionary(pod => pod.Name, pod => pod.Since);
    }

    private static JsonObject Failed(Budget budget, string problem, DateTimeOffset now)
    {
        var status = Json.ThawNode(budget.Json.At("status")) as JsonObject ?? [];
        status["disruptionsAllowed"] = 0;
        var conditions = DisruptionBudget.Conditions(status, 0, now);
        var condition = (JsonObject)conditions[^1]!;
        condition["reason"] = DisruptionBudget.SyncFailed;
        condition["message"] = problem;
        status["conditions"] = conditions;
        return status;
    }

    private static IReadOnlyList<WorkloadStep> Write(Budget budget, JsonObject status)
    {
        if (WorkloadJson.StatusPatch(budget.Json, status) is not { } patch)
            return [];
        // An eviction may have spent something meanwhile.
        patch["metadata"] = new JsonObject { ["resourceVersion"] = budget.Metadata.ResourceVersion };
        return [new WorkloadStep.Patch(WorkloadKinds.Budgets.Api, budget.Metadata.Key, patch, "status")];
    }
}
