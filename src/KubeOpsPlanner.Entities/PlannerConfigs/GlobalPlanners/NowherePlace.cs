using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <summary>Of a setting that a budget has no use for.</summary>
internal sealed class NowherePlace : Place
{
    public override IReadOnlyList<string> Paths => [];

    public override void Put(JsonObject spec, JsonNode? value)
    {
    }

    public override bool TryTake(JsonObject spec, out JsonNode? value)
    {
        value = null;
        return false;
    }
}
