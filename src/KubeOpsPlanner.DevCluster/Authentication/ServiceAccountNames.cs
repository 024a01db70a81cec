using KubeOpsPlanner.DevCluster.BuiltIns;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>What may name a service account: the same as when one is created.</summary>
internal static class ServiceAccountNames
{
    private static readonly ResourceType Accounts = BuiltInResources.All.Single(type => type is { Group: "", Plural: "serviceaccounts" });

    private static readonly ResourceType Namespaces = BuiltInResources.All.Single(type => type is { Group: "", Plural: "namespaces" });

    /// <summary>The sentence that follows a refused name.</summary>
    public static string Rule { get; } = BuiltInRules.NameError(Accounts, "_")!;

    public static bool IsValid(string name) => BuiltInRules.NameError(Accounts, name) is null;

    public static bool IsValidNamespace(string name) => BuiltInRules.NameError(Namespaces, name) is null;
}
