using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Entities.Validation;

/// <summary>What a budget has admitted stands in the ledger of its cohort, so it keeps that cohort as long as it exists.</summary>
internal static class BudgetCohortImmutability
{
    public static IEnumerable<FieldError> Check(JsonElement before, JsonElement after) => CohortOf(before) == CohortOf(after)
        ? []
        : [new FieldError("spec.cohort", $"cannot be changed from \"{CohortOf(before)}\" to \"{CohortOf(after)}\": delete the budget and create it again with the other cohort")];

    /// <summary>Without one it is a cohort of its own name.</summary>
    private static string? CohortOf(JsonElement budget) => Text(budget.At("spec", "cohort")) ?? Text(budget.At("metadata", "name"));

    private static string? Text(JsonElement? json) => json is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
