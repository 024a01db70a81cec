namespace KubeOpsPlanner.Testing.LedgerExplorer;

internal enum RequestPhase
{
    Idle,
    InGrant,
    Granted,
    InReview,
    Admitted,
    Done,
}
