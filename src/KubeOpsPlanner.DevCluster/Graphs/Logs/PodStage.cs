namespace KubeOpsPlanner.DevCluster.Graphs.Logs;

/// <summary>The steps of a pod's life that it logs, in their order.</summary>
internal enum PodStage
{
    Starting,
    Serving,
    Draining,
}
