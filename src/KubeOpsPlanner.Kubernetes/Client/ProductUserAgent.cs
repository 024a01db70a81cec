namespace KubeOpsPlanner.Kubernetes.Client;

internal static class ProductUserAgent
{
    public static string Text { get; } = $"kubeops-planner/{typeof(ProductUserAgent).Assembly.GetName().Version?.ToString(3)}";
}
