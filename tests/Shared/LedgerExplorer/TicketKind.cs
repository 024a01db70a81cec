namespace KubeOpsPlanner.Testing.LedgerExplorer;

internal enum TicketKind
{
    Request,
    Duplicate,
    Forged,
}
