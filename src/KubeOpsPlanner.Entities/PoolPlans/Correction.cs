using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum Correction
{
    [JsonStringEnumMemberName("native")] Native,
    [JsonStringEnumMemberName("factors")] Factors,
    [JsonStringEnumMemberName("off")] Off,
}
