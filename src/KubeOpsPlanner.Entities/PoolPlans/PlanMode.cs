using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

/// <summary>Which pools of the graph one plan sizes.</summary>
public enum PlanMode
{
    [JsonStringEnumMemberName("disagg")] Disagg,
    [JsonStringEnumMemberName("prefill")] Prefill,
    [JsonStringEnumMemberName("decode")] Decode,
    [JsonStringEnumMemberName("agg")] Agg,
}
