using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Users and groups whose names every Kubernetes cluster shares.</summary>
public static class WellKnownUsers
{
    public const string Masters = "system:masters";
    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";
    public const string ServiceAccountPrefix = "system:serviceaccount:";

    public static ApiUser Anonymous { get; } = Create("system:anonymous", "", [Unauthenticated]);

    /// <summary>The server's own identity, for seeding and look-ups that no client asked for.</summary>
    public static ApiUser ApiServer { get; } = Create("system:apiserver", "", [Masters, Authenticated]);

    public static ApiUser Create(string name, string uid, IReadOnlyList<string> groups) =>
        new(name, uid, groups, new Dictionary<string, IReadOnlyList<string>>());

    public static string ServiceAccountName(string space, string name) => $"{ServiceAccountPrefix}{space}:{name}";

    public static IReadOnlyList<string> ServiceAccountGroups(string space) =>
        ["system:serviceaccounts", $"system:serviceaccounts:{space}", Authenticated];
}
