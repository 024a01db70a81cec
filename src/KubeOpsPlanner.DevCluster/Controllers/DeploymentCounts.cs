namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>Pods of a deployment. Those that are being deleted do not count.</summary>
/// <param name="Updated">Made from its template as it is now.</param>
/// <param name="Asked">For how many its replica sets ask; a rollout may ask for more than the deployment does.</param>
internal sealed record DeploymentCounts(int Replicas, int Updated, int Ready, int Available, int Asked)
{
    /// <summary>As many as desired, all of them new and available, and no other.</summary>
    public bool AreComplete(int desired) => Updated == desired && Replicas == desired && Available == desired;
}
