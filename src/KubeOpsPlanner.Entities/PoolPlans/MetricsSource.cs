using System.Text.Json.Serialization;

namespace KubeOpsPlanner.Entities.PoolPlans;

public enum MetricsSource
{
    [JsonStringEnumMemberName("scrape")] Scrape,
    [JsonStringEnumMemberName("prometheus")] Prometheus,
}
