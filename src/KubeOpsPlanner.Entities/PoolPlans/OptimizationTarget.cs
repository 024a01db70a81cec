using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum OptimizationTarget
{
    [JsonStringEnumMemberName("sla")] Sla,
    [JsonStringEnumMemberName("throughput")] Throughput,
    [JsonStringEnumMemberName("latency")] Latency,
    [JsonStringEnumMemberName("load")] Load,
}
