using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum PredictorType
{
    [JsonStringEnumMemberName("constant")] Constant,
    [JsonStringEnumMemberName("kalman")] Kalman,
}
