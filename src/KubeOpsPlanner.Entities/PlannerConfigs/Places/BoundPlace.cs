using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Entities.PlannerConfigs.Places;

/// <summary>A number of GPUs of which every negative value means "no bound" upstream, and only -1 here.</summary>
public sealed class BoundPlace(string path) : Place
{
    public override IReadOnlyList<string> Paths { get; } = [path];

    public override void Put(JsonObject spec, JsonNode? value) => Set(spec, path, Math.Max(-1, value!.GetValue<int>()));

    public override bool TryTake(JsonObject spec, out JsonNode? value) => (value = Get(spec, path)?.DeepClone()) is not null;
}
