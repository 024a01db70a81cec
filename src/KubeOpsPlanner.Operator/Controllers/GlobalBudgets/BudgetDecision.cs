using KubeOpsPlanner.Entities.Validation;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>What one pass over a budget comes to.</summary>
/// <param name="Errors">Rules that the spec breaks; with any, nothing is arbitrated.</param>
/// <param name="Result">Null while the ledger has not counted, or the spec is invalid.</param>
public sealed record BudgetDecision(
    IReadOnlyList<FieldError> Errors, IReadOnlyList<PoolFacts> Pools, ArbitrationResult? Result, WriteSchedule Schedule);
