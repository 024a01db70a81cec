using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>The <c>token</c> subresource of service accounts, which <c>kubectl create token</c> calls.</summary>
public sealed class TokenRequests(ServiceAccountTokens tokens, ApiHandler handle)
{
    private const long DefaultSeconds = 3600;

    // The bounds of the real API server: ten minutes, and 2^32 seconds.
    private const long MinSeconds = 600;
    private const long MaxSeconds = 1L << 32;

    /// <exception cref="StatusException">The token is not given.</exception>
    public ApiResponse Create(string space, string account, JsonObject request, DateTimeOffset now)
    {
        var spec = request["spec"] as JsonObject ?? [];
        var seconds = spec.Integer("expirationSeconds") ?? DefaultSeconds;
        if (seconds < MinSeconds)
            throw InvalidLifetime(seconds, "may not specify a duration less than 10 minutes");
        if (seconds > MaxSeconds)
            throw InvalidLifetime(seconds, "may not specify a duration larger than 2^32 seconds");
        var found = ObjectReader.Read(handle, $"/api/v1/namespaces/{space}/serviceaccounts/{account}", now)
            ?? throw Missing("serviceaccounts", account);
        var bound = spec["boundObjectRef"] is JsonObject reference ? Bind(space, account, reference, now) : null;
        var asked = spec["audiences"].Texts().ToList();
        var claims = new ServiceAccountClaims(
            space, account, ObjectReader.Uid(found), bound, asked.Count > 0 ? asked : Authenticator.OwnAudiences,
            now, now.AddSeconds(seconds), Guid.NewGuid().ToString());
        return new ApiResponse(201, Answer(spec, account, space, seconds, claims, now), []);
    }

    private JsonObject Answer(
        JsonObject spec, string account, string space, long seconds, ServiceAccountClaims claims, DateTimeOffset now) => new()
        {
            ["kind"] = "TokenRequest",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = account,
                ["namespace"] = space,
                ["creationTimestamp"] = Json.Timestamp(now),
            },
            ["spec"] = new JsonObject
            {
                ["audiences"] = UserDocument.Strings(claims.Audiences),
                ["expirationSeconds"] = seconds,
                ["boundObjectRef"] = spec["boundObjectRef"]?.DeepClone(),
            },
            ["status"] = new JsonObject
            {
                ["token"] = tokens.Mint(claims),
                ["expirationTimestamp"] = Json.Timestamp(claims.ExpiresAt),
            },
        };

    private BoundObject Bind(string space, string account, JsonObject reference, DateTimeOffset now)
    {
        var (kind, apiVersion, name) = (reference.Text("kind"), reference.Text("apiVersion"), reference.Text("name"));
        var slash = apiVersion.IndexOf('/');
        var (group, version) = slash < 0 ? ("", apiVersion) : (apiVersion[..slash], apiVersion[(slash + 1)..]);
        if (group.Length > 0 || kind is not (BoundObject.PodKind or BoundObject.SecretKind))
            throw StatusErrors.BadRequest($"cannot bind token to object of type {group}/{version}, Kind={kind}");
        var plural = new BoundObject(kind, name, "").Plural;
        var found = (name.Length > 0 ? ObjectReader.Read(handle, $"/api/v1/namespaces/{space}/{plural}/{name}", now) : null)
            ?? throw Missing(plural, name);
        if (kind == BoundObject.PodKind && RunsAs(found) != account)
            throw StatusErrors.BadRequest($"cannot bind token for serviceaccount \"{account}\" to pod running with different serviceaccount name.");
        var (uid, expected) = (ObjectReader.Uid(found), reference.Text("uid"));
        if (expected.Length > 0 && expected != uid)
        {
            throw new StatusException(409, "Conflict",
                $"Operation cannot be fulfilled on {kind} \"{name}\": the UID in the bound object reference ({expected}) "
                + "does not match the UID in record. The object might have been deleted and then recreated",
                new JsonObject { ["name"] = name, ["kind"] = kind });
        }

        return new BoundObject(kind, name, uid);
    }

    // The admission plugin that fills the field in is not part of this server.
    private static string RunsAs(JsonObject pod) =>
        Json.Text(pod, "spec", "serviceAccountName") is { Length: > 0 } given ? given : "default";

    private static StatusException Missing(string kind, string name) =>
        new(404, "NotFound", $"{kind} \"{name}\" not found", new JsonObject { ["name"] = name, ["kind"] = kind });

    private static StatusException InvalidLifetime(long seconds, string rule) => StatusErrors.Invalid(
        "authentication.k8s.io", "TokenRequest", "", [FieldError.Invalid("spec.expirationSeconds", seconds, rule)]);
}
