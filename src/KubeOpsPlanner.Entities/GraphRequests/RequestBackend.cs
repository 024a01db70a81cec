using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.GraphRequests;

public enum RequestBackend
{
    [JsonStringEnumMemberName("auto")] Auto,
    [JsonStringEnumMemberName("vllm")] Vllm,
    [JsonStringEnumMemberName("sglang")] Sglang,
    [JsonStringEnumMemberName("trtllm")] Trtllm,
}
