using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

/// <summary>Who turns a decision into replicas.</summary>
public enum PlanEnvironment
{
    [JsonStringEnumMemberName("kubernetes")] Kubernetes,
    [JsonStringEnumMemberName("virtual")] Virtual,
    [JsonStringEnumMemberName("global-planner")] GlobalPlanner,
}
