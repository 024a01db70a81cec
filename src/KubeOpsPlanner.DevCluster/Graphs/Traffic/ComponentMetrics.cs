using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Metrics;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>What the workers of one component would export together, under the names of Dynamo's component metrics.</summary>
internal static class ComponentMetrics
{
    public static string Render(EnginePoolState engines, EngineRoles roles, string dynamoNamespace, string component)
    {
        var isPrefill = component == roles.Prefill?.Name;
        var held = isPrefill ? engines.Prefilling : roles.Prefill is null ? engines.Prefilling + engines.Decoding : engines.Decoding;
        (string, string)[] labels =
            [("dynamo_namespace", dynamoNamespace), ("dynamo_component", component), ("dynamo_endpoint", "generate")];
        var text = new PrometheusText();
        text.Family("dynamo_component_inflight_requests", "gauge", "Requests that the workers hold")
            .Sample("dynamo_component_inflight_requests", held, labels);
        if (!isPrefill && engines.KvUsage is { } usage)
        {
            text.Family("dynamo_component_kvstats_gpu_cache_usage_percent", "gauge", "Share of the KV cache in use, 0 to 1")
                .Sample("dynamo_component_kvstats_gpu_cache_usage_percent", usage, labels);
        }

        return text.ToString();
    }
}
