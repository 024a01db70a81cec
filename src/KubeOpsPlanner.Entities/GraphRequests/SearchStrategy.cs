using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.GraphRequests;

public enum SearchStrategy
{
    [JsonStringEnumMemberName("rapid")] Rapid,
    [JsonStringEnumMemberName("thorough")] Thorough,
}
