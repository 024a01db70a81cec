using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.PlannerConfigs.Places;

namespace KubeOpsPlanner.Entities.PlannerConfigs.GlobalPlanners;

/// <summary><c>no_operation</c> answers and changes nothing: a budget that advises.</summary>
internal sealed class ModePlace : Place
{
    public override IReadOnlyList<string> Paths { get; } = ["mode"];

    public override void Put(JsonObject spec, JsonNode? value) =>
        Set(spec, Paths[0], (value!.GetValue<bool>() ? BudgetMode.Advisory : BudgetMode.Active).ToString());

    public override bool TryTake(JsonObject spec, out JsonNode? value) =>
        (value = Get(spec, Paths[0]) is { } mode ? mode.GetValue<string>() == nameof(BudgetMode.Advisory) : null) is not null;
}
