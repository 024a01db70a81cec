using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authorization;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Questions about who and whether: kinds that are answered, never stored, and service account tokens.</summary>
public sealed class Reviews(Authenticator authenticator, IAuthorizer authorizer, TokenRequests tokenRequests)
{
    private const string Authentication = "authentication.k8s.io";

    private readonly AccessReviews _access = new(authorizer);

    /// <summary>Null when the request is not one of these, and the core should have it.</summary>
    public ApiResponse? TryAnswer(ApiRequest request, DateTimeOffset now)
    {
        if (RequestTarget.Parse(request.Path) is not { } path)
            return null;
        var user = request.User;
        (string Kind, Func<JsonObject, ApiResponse> Answer)? found = (path.Group, path.Version, path.Plural, path.Subresource) switch
        {
            ("", "v1", "serviceaccounts", "token") =>
                ("TokenRequest", body => tokenRequests.Create(path.Namespace, path.Name, body, now)),
            (Authentication, "v1", "tokenreviews", "") => ("TokenReview", body => IdentityReviews.Token(authenticator, body, now)),
            (Authentication, "v1", "selfsubjectreviews", "") => ("SelfSubjectReview", body => IdentityReviews.Self(body, user)),
            (AccessReviews.Group, "v1", "subjectaccessreviews", "") => ("SubjectAccessReview", body => _access.Access(body, null, "")),
            (AccessReviews.Group, "v1", "localsubjectaccessreviews", "") =>
                ("LocalSubjectAccessReview", body => _access.Access(body, null, path.Namespace)),
            (AccessReviews.Group, "v1", "selfsubjectaccessreviews", "") => ("SelfSubjectAccessReview", body => _access.Access(body, user, "")),
            (AccessReviews.Group, "v1", "selfsubjectrulesreviews", "") => ("SelfSubjectRulesReview", body => _access.Rules(body, user)),
            _ => null,
        };
        if (found is not var (kind, answer))
            return null;
        try
        {
            if (path.Name.Length > 0 && path.Subresource.Length == 0)
                throw StatusErrors.NoSuchResource();
            return request.Method == "POST"
                ? answer(ReviewBody.Read(request, path.Group.Length == 0 ? Authentication : path.Group, kind))
                : throw StatusErrors.MethodNotAllowed();
        }
        catch (StatusException refusal)
        {
            return refusal.ToResponse();
        }
    }
}
