using KubeOpsPlanner.Planning.Budgeting.Arbitration;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>One pool as it takes part in the arbitration.</summary>
/// <param name="Planned">Null where no plan names the budget: charged, never written.</param>
/// <param name="Hold">Why the pool may not grow whatever its own state; null when nothing but that state counts.</param>
public sealed record PoolFacts(PoolState State, PlannedPool? Planned, string? Hold);
