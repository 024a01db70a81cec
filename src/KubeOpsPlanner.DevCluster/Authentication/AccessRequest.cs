using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>One question to an authorizer: may this user do that?</summary>
/// <param name="Verb">E.g. get, list, watch, create; the lower-case HTTP method for paths that are no resource.</param>
/// <param name="Subresource">E.g. <c>scale</c>; empty for the object itself.</param>
/// <param name="NonResourcePath">Set instead of the resource's fields, e.g. <c>/version</c>.</param>
public sealed record AccessRequest(
    ApiUser User,
    string Verb,
    string Group = "",
    string Resource = "",
    string Subresource = "",
    string Namespace = "",
    string Name = "",
    string NonResourcePath = "")
{
    public static AccessRequest Of(ApiRequest request)
    {
        if (RequestTarget.Parse(request.Path) is not { } path)
            return new AccessRequest(request.User, request.Method.ToLowerInvariant(), NonResourcePath: request.Path);
        return new AccessRequest(
            request.User, VerbOf(request, path), path.Group, path.Plural, path.Subresource.Split('/')[0], path.Namespace, path.Name);
    }

    /// <summary>The sentence with which a real API server refuses.</summary>
    public string Refusal()
    {
        if (NonResourcePath.Length > 0)
            return $"forbidden: User \"{User.Name}\" cannot {Verb} path \"{NonResourcePath}\"";
        var resource = Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";
        var scope = Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{Namespace}\"";
        var subject = Group.Length == 0 ? Resource : $"{Resource}.{Group}";
        var named = Name.Length == 0 ? subject : $"{subject} \"{Name}\"";
        return $"{named} is forbidden: User \"{User.Name}\" cannot {Verb} resource \"{resource}\" in API group \"{Group}\" {scope}";
    }

    private static string VerbOf(ApiRequest request, RequestTarget path) => request.Method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => path.Name.Length == 0 ? "deletecollection" : "delete",
        _ when request.Query.GetValueOrDefault("watch") is "true" or "1" => "watch",
        _ => path.Name.Length == 0 ? "list" : "get",
    };
}
