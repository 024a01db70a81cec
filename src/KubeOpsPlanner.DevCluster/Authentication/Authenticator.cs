using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KubeOpsPlanner.DevCluster.Authorization.Rbac;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.DevCluster.Http;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>
/// Turns a bearer token into a user: a static token, or a minted one whose service account and bound object still live.
/// </summary>
public sealed class Authenticator(IReadOnlyList<StaticToken> tokens, ServiceAccountTokens minted, ApiHandler handle)
{
    // What is being deleted stays good for this long, so that it can finish its work.
    private static readonly TimeSpan DeletionLeeway = TimeSpan.FromSeconds(60);

    /// <summary>The audiences of this API server.</summary>
    public static IReadOnlyList<string> OwnAudiences { get; } = [ServiceAccountTokens.Issuer];

    /// <param name="audiences">For whom the token is shown.</param>
    public TokenVerdict Authenticate(string token, IReadOnlyList<string> audiences, DateTimeOffset now)
    {
        var known = tokens.FirstOrDefault(candidate => Matches(candidate.Token, token));
        if (known is not null)
            return Answer(ToUser(known), OwnAudiences, audiences, "");
        if (minted.Verify(token, now) is not { } claims)
            return TokenVerdict.Invalid();
        var mismatch = $"token audiences {RuleText.Quote(claims.Audiences)} is invalid for the target audiences {RuleText.Quote(audiences)}";
        var verdict = Answer(ToUser(claims), claims.Audiences, audiences, mismatch);
        return verdict.User is null || StillStands(claims, now) ? verdict : TokenVerdict.Invalid("service account token has been invalidated");
    }

    /// <param name="authorization">The Authorization header; null when the request has none.</param>
    /// <returns>The anonymous user without a bearer token, null when one was given and is not valid.</returns>
    public ApiUser? AuthenticateHeader(string? authorization, DateTimeOffset now)
    {
        var parts = (authorization ?? "").Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length == 2 && parts[0].Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? Authenticate(parts[1], OwnAudiences, now).User
            : WellKnownUsers.Anonymous;
    }

    private static TokenVerdict Answer(ApiUser user, IReadOnlyList<string> ofToken, IReadOnlyList<string> asked, string mismatch)
    {
        string[] shared = [.. asked.Where(ofToken.Contains)];
        return shared.Length > 0 ? new TokenVerdict(user, shared, "") : TokenVerdict.Invalid(mismatch);
    }

    private static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    private bool StillStands(ServiceAccountClaims claims, DateTimeOffset now)
    {
        var space = $"/api/v1/namespaces/{claims.Namespace}";
        return Lives($"{space}/serviceaccounts/{claims.Name}", claims.Uid, now)
            && (claims.Bound is not { } bound || Lives($"{space}/{bound.Plural}/{bound.Name}", bound.Uid, now));
    }

    private bool Lives(string path, string uid, DateTimeOffset now) =>
        ObjectReader.Read(handle, path, now) is { } found && ObjectReader.Uid(found) == uid && !IsLongDeleted(found, now);

    private static bool IsLongDeleted(JsonObject found, DateTimeOffset now) =>
        DateTimeOffset.TryParse(Json.Text(found, "metadata", "deletionTimestamp"), out var deleted) && deleted + DeletionLeeway < now;

    private static ApiUser ToUser(StaticToken known) =>
        WellKnownUsers.Create(known.User, known.Uid, [.. known.Groups, WellKnownUsers.Authenticated]);

    private static ApiUser ToUser(ServiceAccountClaims claims)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>
        {
            ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.TokenId}"],
        };
        if (claims.Bound is { Kind: BoundObject.PodKind } pod)
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
