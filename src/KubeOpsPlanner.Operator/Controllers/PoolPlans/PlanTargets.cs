using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Operator.Observations;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Where a plan reads its traffic, and what it is called there.</summary>
public static class PlanTargets
{
    /// <summary>Every Dynamo frontend serves its metrics there.</summary>
    private const int FrontendPort = 8000;

    /// <returns>Null when the plan names no endpoint and the graph has no frontend.</returns>
    public static Uri? Endpoint(PlanFacts facts)
    {
        if (facts.Spec.Metrics.Endpoint is { } named)
        {
            return Uri.TryCreate(named, UriKind.Absolute, out var endpoint) ? endpoint : null;
        }

        return facts.Target?.Components.FirstOrDefault(component => component.Role == ComponentRole.Frontend) is { } frontend
            ? new Uri($"http://{facts.TargetKey.Name}-{frontend.Name.ToLowerInvariant()}.{facts.TargetKey.Namespace}.svc:{FrontendPort}/metrics")
            : null;
    }

    public static MetricsTarget Target(PlanFacts facts) => new(
        facts.TargetKey,
        [.. facts.Services.Select(service => service.Metadata.Name)],
        [.. facts.Pods.Select(pod => pod.Ip).OfType<string>()]);

    public static string DynamoNamespace(PlanFacts facts) =>
        facts.Spec.DynamoNamespace ?? facts.Target?.DynamoNamespace ?? "";

    public static string? ModelName(PlanFacts facts, PlanRoles roles) =>
        facts.Spec.ModelName ?? roles.Decode?.ModelName ?? roles.Prefill?.ModelName;
}
