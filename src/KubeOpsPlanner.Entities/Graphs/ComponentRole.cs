namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>What a component does in its graph.</summary>
public enum ComponentRole
{
    /// <summary>Untyped, or of a type that planning does not know. Counted when it holds GPUs, never planned.</summary>
    Other,

    Frontend,

    /// <summary>A generic worker: decode or aggregated, by position.</summary>
    Worker,

    Prefill,
    Decode,
    Planner,
    Epp,
}
