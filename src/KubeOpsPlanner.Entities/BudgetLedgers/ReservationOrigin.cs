namespace KubeOpsPlanner.Entities.BudgetLedgers;

public enum ReservationOrigin
{
    /// <summary>A change that the gate admitted.</summary>
    Verdict,

    /// <summary>A change that the operator is about to write itself.</summary>
    Grant,
}
