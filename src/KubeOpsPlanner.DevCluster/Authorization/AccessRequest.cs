using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authorization;

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
    private const string NameField = "metadata.name=";

    /// <summary>Resource and subresource as rules name them, e.g. <c>deployments/scale</c>.</summary>
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    public bool IsForResource => NonResourcePath.Length == 0;

    public static AccessRequest Of(ApiRequest request)
    {
        if (RequestTarget.Parse(request.Path) is not { } path)
            return new AccessRequest(request.User, request.Method.ToLowerInvariant(), NonResourcePath: request.Path);
        var verb = VerbOf(request, path);
        return new AccessRequest(
            request.User, verb, path.Group, path.Plural,
            // Of a longer subresource path (proxy/some/page) rules name the first part.
            path.Subresource.Split('/')[0],
            // A namespace is looked at inside itself, so that a role in it can allow that.
            path is { Group: "", Plural: "namespaces" } ? path.Name : path.Namespace,
            verb is "list" or "watch" && path.Name.Length == 0 ? SelectedName(request) : path.Name);
    }

    /// <summary>The sentence with which a real API server refuses.</summary>
    /// <param name="reason">From the decision; may be empty.</param>
    public string Refusal(string reason)
    {
        var why = reason.Length == 0 ? "" : $": {reason}";
        if (!IsForResource)
            return $"forbidden: User \"{User.Name}\" cannot {Verb} path \"{NonResourcePath}\"{why}";
        var scope = Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{Namespace}\"";
        var subject = Group.Length == 0 ? Resource : $"{Resource}.{Group}";
        var named = Name.Length == 0 ? subject : $"{subject} \"{Name}\"";
        return $"{named} is forbidden: User \"{User.Name}\" cannot {Verb} resource \"{FullResource}\" in API group \"{Group}\" {scope}{why}";
    }

    private static string VerbOf(ApiRequest request, RequestTarget path) => path.IsWatch ? "watch" : request.Method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => path.Name.Length == 0 ? "deletecollection" : "delete",
        "GET" or "HEAD" when request.Query.GetValueOrDefault("watch") is "true" or "1" => "watch",
        "GET" or "HEAD" => path.Name.Length == 0 ? "list" : "get",
        _ => "",
    };

    // Who may see one object by name may also list or watch it by that name.
    private static string SelectedName(ApiRequest request) =>
        request.Query.GetValueOrDefault("fieldSelector", "").Split(',')
            .Where(term => term.StartsWith(NameField, StringComparison.Ordinal))
            .Select(term => term[NameField.Length..].TrimStart('='))
            .FirstOrDefault("");
}
