using KubeOpsPlanner.Planning.Budgeting;

namespace KubeOpsPlanner.Testing.LedgerExplorer;

/// <summary>What people do to budgets and to the namespaces that these select.</summary>
internal static class Editing
{
    private static readonly MoveKind[] Edits =
        [MoveKind.EditCeiling, MoveKind.EditMode, MoveKind.LabelNamespace, MoveKind.TakeShared, MoveKind.MoveBudget];

    /// <summary>Whether what is admitted may come to exceed a ceiling by no fault of the ledger.</summary>
    public static bool MayExceed(Setup setup) => setup.Troubles.Overlaps(Edits);

    /// <summary>Whether who is asked about a change may change, or what it is judged by.</summary>
    public static bool MayChangeJudge(Setup setup) => setup.Troubles.Overlaps(Edits.Skip(1));

    public static bool Make(World world, Move move)
    {
        var server = world.Server;
        if (move.Kind == MoveKind.LabelNamespace)
        {
            world.Tell($"namespace y {(server.IsLabelled ? "leaves" : "enters")}");
            server.Label(!server.IsLabelled);
            return true;
        }

        if (server.Budgets[move.Kind is MoveKind.TakeShared or MoveKind.MoveBudget ? 1 : move.A % 2] is not { } budget)
            return false;

        var edited = move.Kind switch
        {
            MoveKind.EditCeiling => budget with { MaxGpus = move.B },
            MoveKind.EditMode => budget with { Mode = budget.IsActive ? EnforcementMode.Advisory : EnforcementMode.Active },
            MoveKind.TakeShared => budget with { TakesShared = !budget.TakesShared },
            _ => budget with { WantedCohort = 1 - budget.WantedCohort },
        };
        edited = edited with { Generation = budget.Generation + 1 };
        world.Tell($"budget {Describe(edited)} is edited");
        server.PutBudget(edited);
        return true;
    }

    public static string Describe(StoredBudget budget) =>
        $"{Names.Budgets[budget.Index]} (generation {budget.Generation}, {budget.MaxGpus} GPUs, {budget.Mode}, ledger {Names.Budgets[budget.Cohort]}{(budget.TakesShared ? ", takes y" : "")})";
}
