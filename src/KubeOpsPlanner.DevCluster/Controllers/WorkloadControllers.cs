using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Hosting.Building;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>What kube-controller-manager does for deployments, replica sets, jobs and disruption budgets.</summary>
internal static class WorkloadControllers
{
    public static void Add(IOperatorHostBuilder host)
    {
        host.Services.AddSingleton<WorkloadSteps>();
        host.AddStore(SimulatedPod.Resource, OwnerIndexes.Pods);
        host.AddStore(WorkloadKinds.ReplicaSets, OwnerIndexes.ReplicaSets);
        host.AddController<DeploymentReconciler, Deployment>(
            WorkloadKinds.Deployments, triggers => triggers.Owns(WorkloadKinds.ReplicaSets));
        host.AddController<ReplicaSetReconciler, ReplicaSet>(
            WorkloadKinds.ReplicaSets, triggers => triggers.Owns(SimulatedPod.Resource));
        host.AddStore(WorkloadKinds.Deployments);
        host.AddController<DisruptionReconciler, Budget>(WorkloadKinds.Budgets, triggers => triggers
            .Watches(SimulatedPod.Resource, (pod, budgets) =>
                budgets.List().Where(budget => DisruptionPlan.Selects(budget, pod)).Select(budget => budget.Metadata.Key)));
        host.AddController<JobReconciler, Job>(WorkloadKinds.Jobs, triggers => triggers.Owns(SimulatedPod.Resource));
    }
}
