using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

/// <summary>Who tells how busy each engine is.</summary>
public enum EngineMetricsSource
{
    [JsonStringEnumMemberName("auto")] Auto,
    [JsonStringEnumMemberName("forward-pass")] ForwardPass,
    [JsonStringEnumMemberName("workers")] Workers,
    [JsonStringEnumMemberName("router")] Router,
}
