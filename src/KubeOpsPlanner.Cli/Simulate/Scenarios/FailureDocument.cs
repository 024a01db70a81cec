namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Replicas of one role of a pool that fail, or a node with every replica on it.</summary>
/// <param name="Pool">namespace/graph.</param>
/// <param name="Role">prefill or decode.</param>
/// <param name="Node">Of nodes, from 0.</param>
/// <param name="Repair">After which the node takes replicas again; never where it is absent.</param>
internal sealed record FailureDocument(string At, string? Pool = null, string? Role = null, int? Replicas = null, int? Node = null, string? Repair = null);
