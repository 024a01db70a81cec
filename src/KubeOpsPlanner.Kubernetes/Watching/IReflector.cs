namespace KubeOpsPlanner.Kubernetes.Watching;

internal interface IReflector
{
    /// <summary>Runs until cancelled; trouble with the API server is reported and outlasted.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
