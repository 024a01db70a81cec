namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>What the Dynamo operator reports about one component. A number that it does not report is null.</summary>
public sealed record ComponentStatus
{
    public int? Replicas { get; init; }
    public int? UpdatedReplicas { get; init; }
    public int? ReadyReplicas { get; init; }
    public int? AvailableReplicas { get; init; }

    /// <summary>GPUs of one engine, for performance; differs from what a replica costs.</summary>
    public int? GpusPerEngine { get; init; }

    /// <summary>Unique GPUs that a replica adds. Anyone who may write status can write it: it may only raise a cost.</summary>
    public int? GpusPerReplica { get; init; }

    public string? ServedModelName { get; init; }

    /// <summary>The Dynamo namespace that its workers register in, which may carry a suffix per generation of them.</summary>
    public string? RuntimeNamespace { get; init; }

    /// <summary>Replicas that serve: available, or ready where the workload kind reports no availability.</summary>
    public int? Serving => AvailableReplicas ?? ReadyReplicas;
}
