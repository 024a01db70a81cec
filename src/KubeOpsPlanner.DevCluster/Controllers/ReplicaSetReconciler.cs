using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>The stand-in for kube-controller-manager's replica set controller.</summary>
internal sealed class ReplicaSetReconciler(IStore<ReplicaSet> sets, IStore<SimulatedPod> pods, WorkloadSteps steps) : IReconciler
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (sets.Get(key) is not { } set)
            return ReconcileResult.Done;
        var plan = ReplicaSetPlan.Decide(set, pods.ByIndex(OwnerIndexes.ByController, set.Metadata.Uid));
        return await steps.RunAsync(WorkloadKinds.ReplicaSets.Api, set.Metadata, plan, cancellationToken);
    }
}
