namespace KubeOpsPlanner.Kubernetes.Configuration;

/// <summary>The surroundings in which a cluster is looked for.</summary>
/// <param name="Variable">An environment variable, or null.</param>
/// <param name="ServiceAccountFolder">Where a pod finds token, ca.crt and namespace.</param>
internal sealed record ConfigurationEnvironment(Func<string, string?> Variable, string HomeFolder, string ServiceAccountFolder)
{
    public static ConfigurationEnvironment OfProcess() => new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        "/var/run/secrets/kubernetes.io/serviceaccount");
}
