using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Operator.Statuses;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>Ready, WithinBudget and ShapeKnown of one pass.</summary>
public static class BudgetConditions
{
    public const string Ready = "Ready";
    public const string WithinBudget = "WithinBudget";
    public const string ShapeKnown = "ShapeKnown";

    private const int MostNames = 3;

    /// <param name="now">System time.</param>
    public static IReadOnlyList<Condition> Of(BudgetPass pass, DateTimeOffset now)
    {
        var budget = pass.Facts.Budget;
        var conditions = new ConditionSet(budget.Status.Conditions, budget.Metadata.Generation, now);
        AddReady(conditions, pass);
        if (pass.Facts.Picture is { } picture)
        {
            AddWithinBudget(conditions, pass, picture);
            AddShapeKnown(conditions, pass, picture);
        }
        else
        {
            conditions.Unknown(WithinBudget, BudgetReasons.LedgerNotReady, NotCounted(pass));
            conditions.Unknown(ShapeKnown, BudgetReasons.LedgerNotReady, NotCounted(pass));
        }

        return conditions.All;
    }

    private static void AddReady(ConditionSet conditions, BudgetPass pass)
    {
        var (facts, budget) = (pass.Facts, pass.Facts.Budget);
        var blocked = pass.Failures.FirstOrDefault(result => result.End is not (WriteEnd.GrantRefused or WriteEnd.GrantPostponed));
        _ = facts.Picture switch
        {
            _ when pass.Decision.Errors is [var error, ..] => conditions.False(Ready, BudgetReasons.Invalid, $"{error}: no pool is changed until this is corrected"),
            null => conditions.False(Ready, BudgetReasons.LedgerNotReady, NotCounted(pass)),
            { OverlappingBudgets: [_, ..] others } => conditions.False(Ready, BudgetReasons.OverlappingBudgets,
                $"{Quoted(others)} also govern{(others.Count == 1 ? "s" : "")} {Named([.. facts.OverlappedNamespaces.Order(StringComparer.Ordinal)])}: "
                + (facts.IsOverlapAdvisory ? "no plan grows there until one budget is left, and what others grow is admitted with a warning" : "nothing grows there until one budget is left")),
            { IsRebuilding: true } => conditions.False(Ready, BudgetReasons.LedgerNotReady,
                "the ledger was missing or changed by somebody else and is being rebuilt: "
                + (facts.IsAdvisory ? "no plan grows until then, and what others grow is admitted and counted when it is stored" : "nothing grows until then")),
            { BindingGeneration: var binding } when binding != budget.Metadata.Generation => conditions.False(Ready, BudgetReasons.CeilingNotRecorded,
                $"the ledger has not recorded generation {budget.Metadata.Generation} of the spec yet: the ceiling of generation {binding?.ToString() ?? "none"} binds and {(facts.IsAdvisory ? "no plan" : "nothing")} grows"),
            _ when BudgetCohort.Of(budget) is var held && BudgetCohort.Wanted(budget.Metadata, facts.Spec) is var wanted && held != wanted => conditions.False(Ready, BudgetReasons.CohortIsFixed,
                $"spec.cohort asks for \"{wanted}\", and the ledger of cohort \"{held}\" holds this budget as long as it exists: set it back, or delete the budget and create it again"),
            _ when blocked is not null => conditions.False(Ready, BudgetReasons.WriteFailed, $"{blocked.Planned}: {blocked.Message}"),
            _ => conditions.True(Ready, BudgetReasons.Reconciled, pass.Failures.FirstOrDefault() is { } refused ? $"{refused.Planned}: {refused.Message}"
                : facts.IsAdvisory ? "spec.mode is Advisory: what others grow beyond the budget is admitted with a warning" : ""),
        };
    }

    private static void AddWithinBudget(ConditionSet conditions, BudgetPass pass, BudgetPicture picture)
    {
        var (spec, total, standing) = (pass.Facts.Spec, picture.TotalGpus, pass.Decision.Result?.Standing);
        var floor = standing is { FloorReached: false }
            ? $"{total} GPUs are committed, minGpus is {spec.MinGpus}, and plans cannot raise the total to it now"
            : null;
        _ = spec.MaxGpus switch
        {
            >= 0 and var max when total > max && standing is { CeilingReachable: false } => conditions.False(WithinBudget, BudgetReasons.CeilingUnreachable,
                $"{total} GPUs are committed, maxGpus is {max}, and with every planned pool at its endpoint floor {standing.PlannedGpus} remain: "
                + "raise spec.maxGpus, or scale graphs without a plan down"),
            >= 0 and var max when total > max => conditions.False(WithinBudget, BudgetReasons.OverCeiling,
                $"{total} GPUs are committed, maxGpus is {max}: {Growth(pass)}, and planned pools are reduced by {total - max} GPUs"),
            >= 0 when !picture.IsShapeKnown => conditions.Unknown(WithinBudget, BudgetReasons.ShapeUnknown,
                $"at least {total} GPUs are committed; how many more cannot be told: {UnknownPools(picture)}"),
            _ when floor is not null => conditions.True(WithinBudget, BudgetReasons.BelowFloor, floor),
            < 0 => conditions.True(WithinBudget, BudgetReasons.NoCeiling),
            _ => conditions.True(WithinBudget, BudgetReasons.WithinBudget),
        };
    }

    private static void AddShapeKnown(ConditionSet conditions, BudgetPass pass, BudgetPicture picture)
    {
        _ = picture.IsShapeKnown
            ? conditions.True(ShapeKnown, BudgetReasons.ShapeKnown)
            : conditions.False(ShapeKnown, BudgetReasons.ShapeUnknown,
                $"the GPUs per replica are unknown for {UnknownPools(picture)}: declare {PlannerNames.GpuResource} limits there, {Growth(pass)} until then");
    }

    private static string Growth(BudgetPass pass) => pass.Facts.IsAdvisory ? "growth is admitted with a warning" : "growth is denied";

    private static string UnknownPools(BudgetPicture picture) => Named([
        .. from graph in picture.Graphs
           where !graph.IsShapeKnown
           from pool in graph.Pools.Where(pool => pool is { GpusPerReplica: null, Replicas: > 0 }).DefaultIfEmpty()
           select pool is null ? graph.Graph.ToString() : $"{graph.Graph}/{pool.Component}"]);

    private static string NotCounted(BudgetPass pass) =>
        $"the GPUs of GlobalBudget \"{pass.Facts.Name}\" are not counted yet: graphs, adapters and the ledger are still being read";

    private static string Quoted(IReadOnlyList<string> budgets) => "GlobalBudget " + string.Join(", ", budgets.Select(name => $"\"{name}\""));

    private static string Named(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
