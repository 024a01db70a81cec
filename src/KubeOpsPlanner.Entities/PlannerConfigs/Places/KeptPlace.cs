using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>A setting that means nothing here: it stays under its own name, so that an export gives it back.</summary>
public sealed class KeptPlace(string name) : Place
{
    /// <summary>The field of a PoolPlan's spec that holds them all.</summary>
    public const string Field = "plannerConfig";

    public override IReadOnlyList<string> Paths { get; } = [$"{Field}.{name}"];

    public override void Put(JsonObject spec, JsonNode? value) => Set(spec, Paths[0], value);

    public override bool TryTake(JsonObject spec, out JsonNode? value) => (value = Get(spec, Paths[0])?.DeepClone()) is not null;
}
