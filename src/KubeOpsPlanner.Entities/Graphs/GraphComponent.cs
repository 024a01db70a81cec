namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>One component of a graph, whichever version spelled it.</summary>
public sealed record GraphComponent
{
    public required string Name { get; init; }

    public required ComponentRole Role { get; init; }

    /// <summary>Null when the graph leaves it out, which means 1.</summary>
    public int? DeclaredReplicas { get; init; }

    public int Replicas => DeclaredReplicas ?? 1;

    /// <summary>A scaling adapter is the source of truth for the replicas; a direct edit would be reverted.</summary>
    public bool HasScalingAdapter { get; init; }

    /// <summary>Nodes that one replica spans.</summary>
    public int NodeCount { get; init; } = 1;

    public required GpuShape Shape { get; init; }

    /// <summary>The model as its arguments, else its status, name it.</summary>
    public string? ModelName { get; init; }

    /// <summary>Longest request in tokens, as its arguments say; null where they do not.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Prompt tokens in one forward pass, as its arguments say; null where they do not.</summary>
    public int? MaxBatchedTokens { get; init; }

    /// <summary>Requests that one engine runs at once, as its arguments say; null where they do not.</summary>
    public int? MaxRequests { get; init; }

    public ComponentStatus? Status { get; init; }

    /// <summary>Equal for two states whose replicas have the same pods: everything but replicas and adapter.</summary>
    public required string TemplateDigest { get; init; }
}
