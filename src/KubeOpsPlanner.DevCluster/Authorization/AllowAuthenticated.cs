using KubeOpsPlanner.DevCluster.Authentication;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization;

/// <summary>
/// Everybody who is somebody may do everything but act as somebody else, which only system:masters may; the anonymous
/// may look at health and version.
/// </summary>
public sealed class AllowAuthenticated : IAuthorizer
{
    private static readonly string[] PublicPaths = ["/healthz", "/livez", "/readyz", "/version"];

    private static readonly UserRules Everything = new([PolicyRule.AllResources, PolicyRule.AllPaths], "");

    public IEnumerable<InitialObject> InitialObjects => [];

    public AccessDecision Decide(AccessRequest request) => new(IsAllowed(request), "");

    public UserRules RulesOf(ApiUser user, string space) => IsAnonymous(user) ? new UserRules([], "") : Everything;

    private static bool IsAllowed(AccessRequest request)
    {
        if (IsAnonymous(request.User))
            return PublicPaths.Any(open => IsUnder(request.NonResourcePath, open));
        return request.Verb != "impersonate" || request.User.Groups.Contains(WellKnownUsers.Masters);
    }

    private static bool IsAnonymous(ApiUser user) => user.Name == WellKnownUsers.Anonymous.Name;

    private static bool IsUnder(string path, string open) =>
        path == open || path.StartsWith(open + "/", StringComparison.Ordinal);
}
