using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>The stand-in for kube-controller-manager's deployment controller.</summary>
internal sealed class DeploymentReconciler(IStore<Deployment> deployments, IStore<ReplicaSet> sets, WorkloadSteps steps) : IReconciler
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (deployments.Get(key) is not { } deployment)
            return ReconcileResult.Done;
        var plan = DeploymentPlan.Decide(
            deployment, sets.ByIndex(OwnerIndexes.ByController, deployment.Metadata.Uid), TimeProvider.System.GetUtcNow());
        return await steps.RunAsync(WorkloadKinds.Deployments.Api, deployment.Metadata, plan, cancellationToken);
    }
}
