namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>GPUs that one replica of a role adds; null while it could not be determined.</summary>
public readonly record struct GpusPerReplica(int? Prefill, int? Decode);
