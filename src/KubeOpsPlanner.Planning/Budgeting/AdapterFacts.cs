namespace KubeOpsPlanner.Planning.Budgeting;

/// <summary>A scaling adapter: the replicas that it will mirror into one component of its graph.</summary>
public sealed record AdapterFacts(
    string Namespace, string Name, string Uid, ulong ResourceVersion, GraphId Graph, string Component, int Replicas);
