namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>What a kubeconfig calls <c>as</c> and <c>as-groups</c>; the server adds <c>system:authenticated</c>.</summary>
public sealed record ImpersonatedUser(string Name, IReadOnlyList<string> Groups);
