namespace KubeOpsPlanner.Simulation.Replay.Scenarios;

/// <summary>The machines that replicas are placed on. A replica takes its GPUs on one node and waits until one has them.</summary>
public sealed record NodeLimits(int Nodes, int GpusPerNode);
