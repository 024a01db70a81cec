namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <param name="Pool">namespace/graph.</param>
/// <param name="Role">prefill or decode.</param>
internal sealed record FailureDocument(string At, string Pool, string Role, int Replicas = 1);
