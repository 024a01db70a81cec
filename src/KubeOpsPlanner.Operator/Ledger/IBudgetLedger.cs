namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// The budgets as this replica knows them, and the only way to commit GPUs of one. Runs on every replica; what is
/// granted is held by all of them.
/// </summary>
public interface IBudgetLedger
{
    /// <summary>What a budget is committed to now; null until this replica has seen everything that counts, or when there is no such budget.</summary>
    BudgetPicture? Picture(string budget);

    /// <summary>
    /// Reserves what one graph will hold after a write that the operator is about to make. Ask before every write, also
    /// before those that free GPUs: the gate then admits the write without asking the ledger again.
    /// </summary>
    Task<GrantOutcome> GrantAsync(GrantRequest request, CancellationToken cancellationToken);
}
