namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// A namespace that comes from another budget, also from one that was deleted, may bring changes that the other's ledger
/// admitted and that are not stored yet. Nothing of it shows in the ledger that has to judge now, so growth waits: until they
/// are stored, or can no longer be.
/// </summary>
internal static class ForeignReservations
{
    /// <param name="cohort">Of the ledger that judges.</param>
    public static bool AreOpen(IEnumerable<LedgerObject> ledgers, string cohort, string @namespace) => ledgers
        .Where(ledger => ledger.Metadata.Name != cohort)
        .Any(ledger => ledger.Cell.Reservations.Any(open => open.Graph.Namespace == @namespace));
}
