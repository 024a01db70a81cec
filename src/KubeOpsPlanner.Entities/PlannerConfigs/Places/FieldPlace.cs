using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>A field that holds the same value under another name.</summary>
public sealed class FieldPlace(string path) : Place
{
    public override IReadOnlyList<string> Paths { get; } = [path];

    public override void Put(JsonObject spec, JsonNode? value) => Set(spec, path, value);

    public override bool TryTake(JsonObject spec, out JsonNode? value) => (value = Get(spec, path)?.DeepClone()) is not null;
}
