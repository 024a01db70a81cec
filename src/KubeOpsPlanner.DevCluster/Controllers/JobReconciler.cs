using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>The stand-in for kube-controller-manager's job controller.</summary>
internal sealed class JobReconciler(IStore<Job> jobs, IStore<SimulatedPod> pods, WorkloadSteps steps) : IReconciler
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (jobs.Get(key) is not { } job)
            return ReconcileResult.Done;
        var plan = JobPlan.Decide(job, pods.ByIndex(OwnerIndexes.ByController, job.Metadata.Uid), TimeProvider.System.GetUtcNow());
        return await steps.RunAsync(WorkloadKinds.Jobs.Api, job.Metadata, plan, cancellationToken);
    }
}
