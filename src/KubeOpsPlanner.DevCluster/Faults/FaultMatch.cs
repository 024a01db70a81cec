using KubeOpsPlanner.DevCluster.Authorization;

namespace KubeOpsPlanner.DevCluster.Faults;

/// <summary>Which requests a rule is about. What is empty matches everything; only requests for resources match.</summary>
public sealed record FaultMatch
{
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>
    /// <c>plural.group</c> as kubectl writes it, e.g. <c>pods</c> or <c>dynamographdeployments.nvidia.com</c>, with all
    /// its subresources; <c>…/status</c> is only that one.
    /// </summary>
    public string Resource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The full user name, after impersonation.</summary>
    public string User { get; init; } = "";

    /// <summary>The beginning of the user agent, e.g. <c>kubectl</c>.</summary>
    public string UserAgent { get; init; } = "";

    public bool Matches(AccessRequest request, string userAgent) =>
        request.NonResourcePath.Length == 0
        && (Verbs.Count == 0 || Verbs.Contains(request.Verb))
        && MatchesResource(request)
        && Is(Namespace, request.Namespace)
        && Is(Name, request.Name)
        && Is(User, request.User.Name)
        && userAgent.StartsWith(UserAgent, StringComparison.Ordinal);

    private bool MatchesResource(AccessRequest request)
    {
        if (Resource.Length == 0)
            return true;
        var wanted = Resource.Split('/', 2);
        var group = request.Group.Length == 0 ? "" : $".{request.Group}";
        return wanted[0] == request.Resource + group && (wanted.Length == 1 || wanted[1] == request.Subresource);
    }

    private static bool Is(string wanted, string actual) => wanted.Length == 0 || wanted == actual;
}
