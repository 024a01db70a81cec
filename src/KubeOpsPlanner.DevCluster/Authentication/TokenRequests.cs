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

    public ApiResponse Create(string space, string account, JsonObject request, DateTimeOffset now)
    {
        if (ObjectReader.Read(handle, $"/api/v1/namespaces/{space}/serviceaccounts/{account}", now) is not { } found)
            return Missing("serviceaccounts", account);
        var spec = request["spec"] as JsonObject ?? [];
        var seconds = Reviews.Number(spec, "expirationSeconds") ?? DefaultSeconds;
        if (seconds < MinSeconds)
            return InvalidLifetime(seconds, "may not specify a duration less than 10 minutes");
        if (seconds > MaxSeconds)
            return InvalidLifetime(seconds, "may not specify a duration larger than 2^32 seconds");
        var (pod, refusal) = FindPod(space, account, spec["boundObjectRef"] as JsonObject, now);
        if (refusal is not null)
            return refusal;
        string[] audiences = spec["audiences"] is JsonArray { Count: > 0 } asked
            ? [.. asked.Select(audience => audience!.ToString())]
            : [ServiceAccountTokens.Issuer];
        var claims = new ServiceAccountClaims(
            space, account, ObjectReader.Uid(found), pod, audiences, now, now.AddSeconds(seconds), Guid.NewGuid().ToString());
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

    private (BoundPod? Pod, ApiResponse? Refusal) FindPod(
        string space, string account, JsonObject? reference, DateTimeOffset now)
    {
        if (reference is null)
            return (null, null);
        var name = Reviews.Text(reference, "name");
        if (Reviews.Text(reference, "kind") != "Pod")
            return (null, StatusErrors.BadRequest(
                $"cannot bind token for serviceaccount \"{account}\" to a {Reviews.Text(reference, "kind")}: only Pod is supported").ToResponse());
        if (ObjectReader.Read(handle, $"/api/v1/namespaces/{space}/pods/{name}", now) is not { } pod)
            return (null, Missing("pods", name));
        var runsAs = pod["spec"]?["serviceAccountName"]?.ToString() ?? "default";
        if (runsAs != account)
            return (null, StatusErrors.BadRequest(
                $"cannot bind token for serviceaccount \"{account}\" to pod running with different serviceaccount name.").ToResponse());
        var uid = ObjectReader.Uid(pod);
        var expected = Reviews.Text(reference, "uid");
        return expected.Length == 0 || expected == uid
            ? (new BoundPod(name, uid), null)
            : (null, StatusDocument.Failure(409, "Conflict",
                $"Operation cannot be fulfilled on Pod \"{name}\": the UID in the bound object reference ({expected}) "
                + "does not match the UID in record. The object might have been deleted and then recreated",
                new JsonObject { ["name"] = name, ["kind"] = "Pod" }));
    }

    private static ApiResponse Missing(string kind, string name) => StatusDocument.Failure(
        404, "NotFound", $"{kind} \"{name}\" not found", new JsonObject { ["name"] = name, ["kind"] = kind });

    private static ApiResponse InvalidLifetime(long seconds, string rule) => StatusErrors.Invalid(
        "authentication.k8s.io", "TokenRequest", "", [FieldError.Invalid("spec.expirationSeconds", seconds, rule)]).ToResponse();
}
