using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>What admission asks of the ledgers.</summary>
public interface ILedgerJudge
{
    /// <summary>Null until this replica has read all budgets.</summary>
    BudgetCatalog? Catalog { get; }

    /// <summary>Answered within <see cref="LedgerRules.AnswerWithin"/>; reductions at once.</summary>
    Task<LedgerVerdict> JudgeAsync(string cohort, LedgerReview review, CancellationToken cancellationToken);
}
