using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum EngineBackend
{
    [JsonStringEnumMemberName("vllm")] Vllm,
    [JsonStringEnumMemberName("sglang")] Sglang,
    [JsonStringEnumMemberName("trtllm")] Trtllm,
    [JsonStringEnumMemberName("mocker")] Mocker,
}
