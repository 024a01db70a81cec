namespace KubeOpsPlanner.Cli.Simulate.Scenarios;

/// <summary>Replicas of a pool that fail, or nodes with every replica on them; at one moment, or again and again at random.</summary>
/// <param name="Pool">namespace/graph.</param>
/// <param name="Role">prefill or decode.</param>
/// <param name="Node">Of nodes, from 0.</param>
/// <param name="Repair">After which a node takes replicas again; never where it is absent.</param>
/// <param name="Mtbf">Mean time between failures of one node, or of one replica of the pool.</param>
internal sealed record FailureDocument(
    string? At = null, string? Pool = null, string? Role = null, int? Replicas = null, int? Node = null, string? Repair = null, string? Mtbf = null);
