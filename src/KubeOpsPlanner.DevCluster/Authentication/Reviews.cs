using System.Text.Json;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Questions about who and whether: kinds that are answered, never stored, and service account tokens.</summary>
public sealed class Reviews(Authenticator authenticator, IAuthorizer authorizer, TokenRequests tokenRequests)
{
    private const string Authentication = "authentication.k8s.io";
    private const string Authorization = "authorization.k8s.io";

    /// <summary>Null when the request is not one of these, and the core should have it.</summary>
    public ApiResponse? TryAnswer(ApiRequest request, DateTimeOffset now)
    {
        if (RequestTarget.Parse(request.Path) is not { } path)
            return null;
        Func<JsonObject, ApiResponse>? answer = (path.Group, path.Version, path.Plural, path.Subresource) switch
        {
            ("", "v1", "serviceaccounts", "token") => body => tokenRequests.Create(path.Namespace, path.Name, body, now),
            (Authentication, "v1", "tokenreviews", "") => body => TokenReview(body, now),
            (Authentication, "v1", "selfsubjectreviews", "") => body => SelfSubject(body, request.User),
            (Authorization, "v1", "subjectaccessreviews", "") => body => AccessReview(body, null, ""),
            (Authorization, "v1", "localsubjectaccessreviews", "") => body => AccessReview(body, null, path.Namespace),
            (Authorization, "v1", "selfsubjectaccessreviews", "") => body => AccessReview(body, request.User, ""),
            (Authorization, "v1", "selfsubjectrulesreviews", "") => body => Rules(body, request.User),
            _ => null,
        };
        if (answer is null)
            return null;
        if (request.Method != "POST")
            return StatusErrors.MethodNotAllowed().ToResponse();
        try
        {
            return request.Body.Length > 0 && JsonNode.Parse(request.Body.Span) is JsonObject body
                ? answer(body)
                : StatusErrors.BadRequest("the object provided is unrecognized: a JSON object with kind and spec is needed").ToResponse();
        }
        catch (JsonException exception)
        {
            return StatusErrors.BadRequest($"the object provided is unrecognized: json parse error: {exception.Message}").ToResponse();
        }
    }

    internal static string Text(JsonObject map, string name) =>
        map[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    internal static long? Number(JsonObject map, string name) =>
        map[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    private ApiResponse TokenReview(JsonObject review, DateTimeOffset now)
    {
        var spec = review["spec"] as JsonObject ?? [];
        var user = authenticator.Authenticate(Text(spec, "token"), now);
        return Created(review, user is null
            ? new JsonObject { ["user"] = new JsonObject(), ["error"] = "invalid bearer token" }
            : new JsonObject
            {
                ["authenticated"] = true,
                ["user"] = UserDocument.Write(user),
                ["audiences"] = UserDocument.Strings([ServiceAccountTokens.Issuer]),
            });
    }

    private static ApiResponse SelfSubject(JsonObject review, ApiUser user) =>
        Created(review, new JsonObject { ["userInfo"] = UserDocument.Write(user) });

    private ApiResponse AccessReview(JsonObject review, ApiUser? self, string space)
    {
        var spec = review["spec"] as JsonObject ?? [];
        var resource = spec["resourceAttributes"] as JsonObject;
        var path = spec["nonResourceAttributes"] as JsonObject;
        var kind = Text(review, "kind");
        if (resource is null == path is null)
            return Invalid(kind, "spec.resourceAttributes", "null",
                "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        var user = self ?? ReadUser(spec);
        if (user.Name.Length == 0 && user.Groups.Count == 0)
            return Invalid(kind, "spec.user", "", "at least one of user or group must be specified");
        if (space.Length > 0 && Text(resource ?? [], "namespace") != space)
            return StatusErrors.BadRequest($"spec.resourceAttributes.namespace must match namespace: {space}").ToResponse();
        var decision = authorizer.Decide(path is not null
            ? new AccessRequest(user, Text(path, "verb"), NonResourcePath: Text(path, "path"))
            : new AccessRequest(
                user, Text(resource!, "verb"), Text(resource!, "group"), Text(resource!, "resource"),
                Text(resource!, "subresource"), Text(resource!, "namespace"), Text(resource!, "name")));
        var status = new JsonObject { ["allowed"] = decision.IsAllowed };
        if (decision.Reason.Length > 0)
            status["reason"] = decision.Reason;
        return Created(review, status);
    }

    private static ApiResponse Invalid(string kind, string field, string value, string rule) =>
        StatusErrors.Invalid(Authorization, kind, "", [FieldError.Invalid(field, value, rule)]).ToResponse();

    private static ApiUser ReadUser(JsonObject spec) => new(
        Text(spec, "user"),
        Text(spec, "uid"),
        spec["groups"] is JsonArray groups ? [.. groups.Select(group => group!.ToString())] : [],
        new Dictionary<string, IReadOnlyList<string>>());

    private ApiResponse Rules(JsonObject review, ApiUser user)
    {
        var isFree = authorizer.Decide(new AccessRequest(user, "*", "*", "*")).IsAllowed;
        var all = new JsonArray("*");
        return Created(review, new JsonObject
        {
            ["resourceRules"] = isFree
                ? new JsonArray(new JsonObject
                {
                    ["verbs"] = all.DeepClone(),
                    ["apiGroups"] = all.DeepClone(),
                    ["resources"] = all.DeepClone(),
                })
                : [],
            ["nonResourceRules"] = isFree
                ? new JsonArray(new JsonObject { ["verbs"] = all.DeepClone(), ["nonResourceURLs"] = all })
                : [],
            ["incomplete"] = false,
        });
    }

    private static ApiResponse Created(JsonObject review, JsonObject status) => new(201, new JsonObject
    {
        ["kind"] = review["kind"]?.DeepClone(),
        ["apiVersion"] = review["apiVersion"]?.DeepClone(),
        ["metadata"] = new JsonObject { ["creationTimestamp"] = null },
        ["spec"] = review["spec"]?.DeepClone() ?? new JsonObject(),
        ["status"] = status,
    }, []);
}
