namespace KubeOpsPlanner.DevCluster.Webhooks;

/// <summary>A webhook could not be asked; the message follows <c>failed to call webhook:</c>.</summary>
public sealed class WebhookException(string message) : Exception(message);
