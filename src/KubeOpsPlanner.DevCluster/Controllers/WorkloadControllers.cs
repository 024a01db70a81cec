using KubeOpsPlanner.DevCluster.Graphs.Objects;
using KubeOpsPlanner.Hosting.Building;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>What kube-controller-manager does for deployments, replica sets and jobs.</summary>
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
        host.AddController<JobReconciler, Job>(WorkloadKinds.Jobs, triggers => triggers.Owns(SimulatedPod.Resource));
    }
}
