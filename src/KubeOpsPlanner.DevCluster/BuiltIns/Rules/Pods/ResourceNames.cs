using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.BuiltIns.Rules.Pods;

/// <summary>Which resources a container may name, and what may be done with them.</summary>
internal static class ResourceNames
{
    private const string HugePages = "hugepages-";

    private static readonly string[] OfContainers = ["cpu", "memory", "ephemeral-storage"];

    private static readonly string[] Standard =
    [
        .. OfContainers, .. new[] { "requests.", "limits." }.SelectMany(prefix => OfContainers.Select(name => prefix + name)),
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims",
        "storage", "requests.storage", "services.nodeports", "services.loadbalancers",
    ];

    public static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);

    /// <summary>Kubernetes' own: what is requested of it need not be limited, nor come in whole numbers.</summary>
    public static bool IsNative(string name) => !name.Contains('/') || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    public static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && LabelSyntax.KeyError($"requests.{name}") is null;

    public static bool MayBeOvercommitted(string name) => IsNative(name) && !IsHugePages(name);

    /// <summary>What is wrong with a name in a container's resources.</summary>
    public static IEnumerable<string> Problems(string name)
    {
        if (LabelSyntax.KeyError(name) is { } problem)
            yield return problem;
        else if (!name.Contains('/') && !Standard.Contains(name) && !IsHugePages(name))
            yield return "must be a standard resource type or fully qualified";
        if (!name.Contains('/') && !OfContainers.Contains(name) && !IsHugePages(name))
            yield return "must be a standard resource for containers";
        else if (!IsNative(name) && !IsExtended(name))
            yield return "doesn't follow extended resource name standard";
    }
}
