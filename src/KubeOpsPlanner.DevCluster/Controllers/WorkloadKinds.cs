using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>The kinds that make pods, and the one that guards them.</summary>
internal static class WorkloadKinds
{
    public static Resource<Deployment> Deployments { get; } =
        new(Api("apps", "Deployment", "deployments"), json => new Deployment(KubernetesJson.ReadMeta(json), json.Clone()));

    public static Resource<ReplicaSet> ReplicaSets { get; } =
        new(Api("apps", "ReplicaSet", "replicasets"), json => new ReplicaSet(KubernetesJson.ReadMeta(json), json.Clone()));

    public static Resource<Job> Jobs { get; } =
        new(Api("batch", "Job", "jobs"), json => new Job(KubernetesJson.ReadMeta(json), json.Clone()));

    /// <summary>Older servers have none of this version: there nothing is computed.</summary>
    public static Resource<Budget> Budgets { get; } =
        new(Api("policy", "PodDisruptionBudget", "poddisruptionbudgets"), json => new Budget(KubernetesJson.ReadMeta(json), json.Clone())) { IsOptional = true };

    private static ApiResource Api(string group, string kind, string plural) => new(group, "v1", kind, plural, IsNamespaced: true);
}

/// <param name="Json">As stored.</param>
internal sealed record Deployment(ObjectMeta Metadata, JsonElement Json) : IKubernetesObject;

/// <param name="Json">As stored.</param>
internal sealed record ReplicaSet(ObjectMeta Metadata, JsonElement Json) : IKubernetesObject;

/// <param name="Json">As stored.</param>
internal sealed record Budget(ObjectMeta Metadata, JsonElement Json) : IKubernetesObject;

/// <param name="Json">As stored.</param>
internal sealed record Job(ObjectMeta Metadata, JsonElement Json) : IKubernetesObject;
