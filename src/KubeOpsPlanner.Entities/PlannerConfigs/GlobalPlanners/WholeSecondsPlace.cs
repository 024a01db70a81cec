using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <summary>Seconds with a fraction upstream, whole ones here: rounded up, since a wish that counts longer does no harm.</summary>
internal sealed class WholeSecondsPlace(string path) : Place
{
    public override IReadOnlyList<string> Paths { get; } = [path];

    public override void Put(JsonObject spec, JsonNode? value) =>
        Set(spec, path, (int)Math.Min(int.MaxValue, Math.Ceiling(value!.GetValue<double>())));

    public override bool TryTake(JsonObject spec, out JsonNode? value) => (value = Get(spec, path)?.DeepClone()) is not null;
}
