using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Observations.Engines;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Where a plan reads its traffic, and what it is called there.</summary>
public static class PlanTargets
{
    /// <summary>Every Dynamo frontend serves its metrics there.</summary>
    private const int FrontendPort = 8000;

    /// <summary>Other components of Dynamo serve theirs there.</summary>
    private const int SystemPort = 9090;

    /// <summary>Where traffic is counted: as the plan names it, else the frontend's Service, or each pod of the router.</summary>
    /// <returns>No endpoints, and why, where there is no such place.</returns>
    public static (IReadOnlyList<Uri> Endpoints, string? Problem) Traffic(PlanFacts facts)
    {
        if (facts.Spec.Metrics is { Source: MetricsSource.Scrape, Endpoint: { } named })
        {
            return Uri.TryCreate(named, UriKind.Absolute, out var endpoint) ? ([endpoint], null) : ([], $"spec.metrics.endpoint \"{named}\" is no URL");
        }

        if (facts.Spec.Environment == PlanEnvironment.Virtual)
        {
            return ([], "environment virtual has no graph to find a frontend in: set spec.metrics.endpoint to where its traffic is counted");
        }

        return facts.Spec.Metrics.Traffic == TrafficSource.Router ? Router(facts) : Frontend(facts);
    }

    /// <summary>Ready pods of frontend and router, whose series a Prometheus has.</summary>
    public static IReadOnlyList<string> TrafficPods(PlanFacts facts) =>
    [
        .. facts.Pods.Where(pod => pod.IsReady && (pod.Component == Name(ComponentRole.Frontend, facts) || pod.Component == RouterOf(facts)?.Name))
            .Select(pod => pod.Metadata.Name),
    ];

    /// <summary>Ready pods of one component that stay.</summary>
    public static IReadOnlyList<WorkerPod> Workers(PlanFacts facts, GraphComponent component) =>
    [
        .. facts.Pods.Where(pod => pod.Component == component.Name && pod.IsReady && !pod.Metadata.IsBeingDeleted)
            .Select(pod => new WorkerPod(pod.Metadata.Name, pod.Ip)),
    ];

    public static TrafficSeries Series(PlanFacts facts, PlanRoles roles)
    {
        var series = facts.Spec.Metrics.Traffic == TrafficSource.Router
            ? TrafficSeries.Router(DynamoNamespace(facts))
            : TrafficSeries.Frontend(ModelName(facts, roles), DynamoNamespace(facts));
        return series with { RuntimeNamespace = RuntimeNamespace(facts, roles) };
    }

    public static MetricsTarget Target(PlanFacts facts) => new(
        facts.TargetKey,
        [.. facts.Services.Select(service => service.Metadata.Name)],
        [.. facts.Pods.Select(pod => pod.Ip).OfType<string>()]);

    /// <remarks>Without a graph it is the one that Dynamo's own planner falls back to.</remarks>
    public static string DynamoNamespace(PlanFacts facts) =>
        facts.Spec.DynamoNamespace ?? facts.Target?.DynamoNamespace ?? "dynamo";

    /// <summary>Workers of a new generation register beside those of the old one, in a namespace of their own.</summary>
    /// <returns>Null where the graph tells no other than <see cref="DynamoNamespace"/>.</returns>
    public static string? RuntimeNamespace(PlanFacts facts, PlanRoles roles) =>
        (roles.Decode ?? roles.Prefill)?.Status?.RuntimeNamespace is { Length: > 0 } told && told != DynamoNamespace(facts) ? told : null;

    public static string? ModelName(PlanFacts facts, PlanRoles roles) =>
        facts.Spec.ModelName ?? roles.Decode?.ModelName ?? roles.Prefill?.ModelName;

    private static (IReadOnlyList<Uri> Endpoints, string? Problem) Frontend(PlanFacts facts) => Name(ComponentRole.Frontend, facts) is { } frontend
        ? ([new Uri($"http://{facts.TargetKey.Name}-{frontend.ToLowerInvariant()}.{facts.TargetKey.Namespace}.svc:{FrontendPort}/metrics")], null)
        : ([], $"{facts.TargetKey} has no frontend component: set spec.metrics.endpoint to where its traffic is counted, or spec.metrics.traffic to router");

    private static (IReadOnlyList<Uri> Endpoints, string? Problem) Router(PlanFacts facts)
    {
        if (RouterOf(facts) is not { } router)
            return ([], $"{facts.TargetKey} has no component whose name ends in Router: set spec.metrics.endpoint to where its traffic is counted");
        List<Uri> pods = [.. facts.Pods.Where(pod => pod.Component == router.Name && pod.IsReady).Select(pod => pod.Ip).OfType<string>()
            .Select(ip => new Uri($"http://{(ip.Contains(':') ? $"[{ip}]" : ip)}:{SystemPort}/metrics"))];
        return pods.Count > 0 ? (pods, null) : ([], $"no pod of {facts.TargetKey}/{router.Name} is ready");
    }

    private static GraphComponent? RouterOf(PlanFacts facts) => facts.Target is { } graph ? GraphRouters.Find(graph) : null;

    private static string? Name(ComponentRole role, PlanFacts facts) => facts.Target?.Components.FirstOrDefault(component => component.Role == role)?.Name;
}
