using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>The stand-in for kube-controller-manager's disruption controller.</summary>
internal sealed class DisruptionReconciler(
    IStore<Budget> budgets, IStore<SimulatedPod> pods, IStore<ReplicaSet> sets, IStore<Deployment> deployments, WorkloadSteps steps) : IReconciler
{
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (budgets.Get(key) is not { } budget)
            return ReconcileResult.Done;
        var plan = DisruptionPlan.Decide(
            budget, pods.List(), [.. sets.List()], [.. deployments.List()], TimeProvider.System.GetUtcNow());
        await steps.RunAsync(WorkloadKinds.Budgets.Api, budget.Metadata, plan.Steps, cancellationToken);
        return new ReconcileResult(plan.RecheckAfter);
    }
}
