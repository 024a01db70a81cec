namespace KubeOpsPlanner.Kubernetes.Controllers;

internal interface IController
{
    string Name { get; }

    /// <summary>Runs until <paramref name="stopping"/>, then lets work in progress end unless <paramref name="abort"/> comes first.</summary>
    Task RunAsync(CancellationToken stopping, CancellationToken abort);
}
