namespace KubeOpsPlanner.Testing.LedgerExplorer;

internal enum RequestResult
{
    None,
    Stored,
    Allowed,
    Refused,
    Conflict,
    Moot,
    Failed,
}
