using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Admission;

namespace KubeOpsPlanner.Hosting.Building;

/// <summary>
/// Which requests the API server asks about. One list, because the running operator and the manifests that show what
/// it creates must agree.
/// </summary>
/// <remarks>
/// Our own status, ledgers, leases, secrets and events match no rule: the operator must be able to write them while its
/// webhooks are down.
/// </remarks>
public static class PlannerWebhooks
{
    private static readonly AdmissionOperation[] Writes = [AdmissionOperation.Create, AdmissionOperation.Update];

    /// <summary>
    /// Updates that may leave replicas out. It fails closed like the gate: a missed answer would not refuse anything, it
    /// would scale a pool to its default.
    /// </summary>
    public static AdmissionWebhook KeepReplicas { get; } = new(
        "keep-replicas.kubeopsplanner.io", "/keep-replicas", IsMutating: true, FailsClosed: true, TimeoutSeconds: 5,
        [
            new(PlannerNames.DynamoGroup, GraphKinds.Versions,
                [GraphKinds.Graphs.Api.Plural, GraphKinds.ScalingAdapters.Api.Plural], [AdmissionOperation.Update]),
        ]);

    /// <summary>Everything that can change replicas. Deleting only frees GPUs and is not asked about.</summary>
    public static AdmissionWebhook Gate { get; } = new(
        "gate.kubeopsplanner.io", "/gate", IsMutating: false, FailsClosed: true, TimeoutSeconds: 10,
        [
            new(PlannerNames.DynamoGroup, GraphKinds.Versions,
                [GraphKinds.Graphs.Api.Plural, GraphKinds.ScalingAdapters.Api.Plural, GraphKinds.ComponentDeployments.Api.Plural], Writes),
            new(PlannerNames.DynamoGroup, GraphKinds.Versions,
                [$"{GraphKinds.ScalingAdapters.Api.Plural}/scale", $"{GraphKinds.ComponentDeployments.Api.Plural}/scale"],
                [AdmissionOperation.Update]),
        ]);

    /// <summary>The rules of our own kinds that a schema cannot express.</summary>
    public static AdmissionWebhook Validation { get; } = new(
        "validation.kubeopsplanner.io", "/validate", IsMutating: false, FailsClosed: true, TimeoutSeconds: 5,
        [
            new(PlannerNames.Group, [Kinds.PoolPlans.Api.Version],
                [Kinds.GraphRequests.Api.Plural, Kinds.PoolPlans.Api.Plural, Kinds.GlobalBudgets.Api.Plural], Writes),
        ]);

    public static IReadOnlyList<AdmissionWebhook> All { get; } = [KeepReplicas, Gate, Validation];
}
