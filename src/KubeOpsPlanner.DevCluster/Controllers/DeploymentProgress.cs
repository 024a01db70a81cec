namespace KubeOpsPlanner.DevCluster.Controllers;

/// <summary>What the condition Progressing says, in kube-controller-manager's words. There is no progress deadline.</summary>
internal sealed record DeploymentProgress(string Status, string Reason, string Message)
{
    public static DeploymentProgress Paused { get; } = new("Unknown", "DeploymentPaused", "Deployment is paused");

    public static DeploymentProgress Began(string set) => new("True", "NewReplicaSetCreated", $"Created new replica set \"{set}\"");

    /// <param name="subject">What rolls out, for example <c>ReplicaSet "web-5d8f"</c>.</param>
    public static DeploymentProgress Of(string subject, bool isComplete) => isComplete
        ? new("True", "NewReplicaSetAvailable", $"{subject} has successfully progressed.")
        : new("True", "ReplicaSetUpdated", $"{subject} is progressing.");
}
