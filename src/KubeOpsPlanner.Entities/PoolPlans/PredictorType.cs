using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum PredictorType
{
    [JsonStringEnumMemberName("constant")] Constant,
    [JsonStringEnumMemberName("arima")] Arima,
    [JsonStringEnumMemberName("kalman")] Kalman,
    [JsonStringEnumMemberName("prophet")] Prophet,
    [JsonStringEnumMemberName("ets")] Ets,
    [JsonStringEnumMemberName("auto")] Auto,
}
