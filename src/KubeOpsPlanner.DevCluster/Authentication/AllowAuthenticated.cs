namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Everybody who is somebody may do everything; the anonymous may look at health and version.</summary>
public sealed class AllowAuthenticated : IAuthorizer
{
    private static readonly string[] PublicPaths = ["/healthz", "/livez", "/readyz", "/version"];

    public AccessDecision Decide(AccessRequest request) =>
        request.User.Name != WellKnownUsers.Anonymous.Name || IsPublic(request.NonResourcePath)
            ? new AccessDecision(true, "")
            : new AccessDecision(false, "anonymous users may do nothing");

    public static bool IsPublic(string path) =>
        PublicPaths.Any(open => path == open || path.StartsWith(open + "/", StringComparison.Ordinal));
}
