using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum OptimizationTarget
{
    [JsonStringEnumMemberName("sla")] Sla,
}
