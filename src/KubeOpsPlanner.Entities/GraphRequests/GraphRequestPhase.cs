namespace KubeOpsPlanner.Entities.GraphRequests;

public enum GraphRequestPhase
{
    Pending,
    Profiling,
    Deploying,

    /// <summary>The graph serves; with <c>autoApply: false</c> its generated spec is ready.</summary>
    Ready,

    Failed,
}
