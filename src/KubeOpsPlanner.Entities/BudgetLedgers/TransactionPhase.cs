namespace KubeOpsPlanner.Entities.BudgetLedgers;

public enum TransactionPhase
{
    /// <summary>Reductions are written or waited for; nothing has grown.</summary>
    Reducing,

    /// <summary>All reductions were observed; growths are reserved and written.</summary>
    Growing,
}
