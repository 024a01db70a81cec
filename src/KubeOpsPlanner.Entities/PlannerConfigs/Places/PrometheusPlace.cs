using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>A Prometheus server, which upstream always asks and a plan only where its metrics' source says so.</summary>
public sealed class PrometheusPlace : Place
{
    private const string Endpoint = "metrics.endpoint";
    private const string Source = "metrics.source";

    public override IReadOnlyList<string> Paths { get; } = [Endpoint, Source];

    public override void Put(JsonObject spec, JsonNode? value)
    {
        Set(spec, Endpoint, value);
        Set(spec, Source, "prometheus");
    }

    public override bool TryTake(JsonObject spec, out JsonNode? value)
    {
        value = Get(spec, Source)?.GetValue<string>() == "prometheus" ? Get(spec, Endpoint)?.DeepClone() : null;
        return value is not null;
    }
}
