using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>The status of a deployment as kube-controller-manager writes it.</summary>
internal static class DeploymentStatus
{
    public static int Desired(Deployment deployment) => deployment.Json.Number("spec", "replicas") ?? 1;

    /// <param name="failure">Why pods cannot be made; null when they can.</param>
    /// <returns>A merge patch, or null when the status says all this already.</returns>
    public static JsonObject? Patch(
        Deployment deployment, DeploymentCounts counts, DeploymentProgress progress, string? failure, DateTimeOffset now)
    {
        var desired = Desired(deployment);
        var status = WorkloadJson.Counts(
            ("observedGeneration", deployment.Metadata.Generation), ("replicas", counts.Replicas), ("updatedReplicas", counts.Updated),
            ("readyReplicas", counts.Ready), ("availableReplicas", counts.Available),
            ("unavailableReplicas", Math.Max(0, Math.Max(counts.Asked, desired) - counts.Available)));
        var isEnough = counts.Available >= desired - RollingUpdate.Of(deployment.Json, desired).MaxUnavailable;
        status["conditions"] = new JsonArray(
            Condition(
                "Available", isEnough ? "True" : "False", isEnough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                isEnough ? "Deployment has minimum availability." : "Deployment does not have minimum availability."),
            Condition("Progressing", progress.Status, progress.Reason, progress.Message));
        if (failure is not null)
            status["conditions"]!.AsArray().Add(Condition("ReplicaFailure", "True", "FailedCreate", failure));
        return WorkloadJson.StatusPatch(deployment.Json, status);

        JsonObject Condition(string type, string state, string reason, string message) =>
            WorkloadJson.Condition(deployment.Json, type, state, reason, message, "lastUpdateTime", now);
    }
}
