using System.Security.Cryptography;
using System.Text;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>Turns a bearer token into a user: a static token, or a minted one whose service account and pod still live.</summary>
public sealed class Authenticator(IReadOnlyList<StaticToken> tokens, ServiceAccountTokens minted, ApiHandler handle)
{
    /// <summary>Null when the token is not valid (any more).</summary>
    public ApiUser? Authenticate(string token, DateTimeOffset now)
    {
        var known = tokens.FirstOrDefault(candidate => Matches(candidate.Token, token));
        if (known is not null)
            return WellKnownUsers.Create(known.User, known.Uid, [.. known.Groups, WellKnownUsers.Authenticated]);
        return minted.Verify(token, now) is { } claims && StillStands(claims, now) ? ToUser(claims) : null;
    }

    /// <param name="authorization">The Authorization header; null when the request has none.</param>
    /// <returns>The anonymous user without a header, null when credentials were given and are not valid.</returns>
    public ApiUser? AuthenticateHeader(string? authorization, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(authorization))
            return WellKnownUsers.Anonymous;
        var parts = authorization.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? Authenticate(parts[1], now)
            : null;
    }

    private static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private bool StillStands(ServiceAccountClaims claims, DateTimeOffset now)
    {
        var space = $"/api/v1/namespaces/{claims.Namespace}";
        return HasUid($"{space}/serviceaccounts/{claims.Name}", claims.Uid, now)
            && (claims.Pod is null || HasUid($"{space}/pods/{claims.Pod.Name}", claims.Pod.Uid, now));
    }

    private bool HasUid(string path, string uid, DateTimeOffset now) =>
        ObjectReader.Read(handle, path, now) is { } found && ObjectReader.Uid(found) == uid;

    private static ApiUser ToUser(ServiceAccountClaims claims)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>
        {
            ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.TokenId}"],
        };
        if (claims.Pod is { } pod)
        {
            extra["authentication.kubernetes.io/pod-name"] = [pod.Name];
            extra["authentication.kubernetes.io/pod-uid"] = [pod.Uid];
        }
        return new ApiUser(
            WellKnownUsers.ServiceAccountName(claims.Namespace, claims.Name),
            claims.Uid,
            WellKnownUsers.ServiceAccountGroups(claims.Namespace),
            extra);
    }
}
