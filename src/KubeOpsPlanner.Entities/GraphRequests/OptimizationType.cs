using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.GraphRequests;

public enum OptimizationType
{
    [JsonStringEnumMemberName("latency")] Latency,
    [JsonStringEnumMemberName("throughput")] Throughput,
}
