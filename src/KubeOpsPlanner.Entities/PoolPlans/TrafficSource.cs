using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum TrafficSource
{
    [JsonStringEnumMemberName("frontend")] Frontend,
    [JsonStringEnumMemberName("router")] Router,
}
