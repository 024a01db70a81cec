using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>
/// Service account tokens as signed JWTs (ES256) with the claims that a real API server writes, so that clients which
/// look into their own token find a subject and an expiry.
/// </summary>
public sealed class ServiceAccountTokens : IDisposable
{
    /// <summary>The default <c>--service-account-issuer</c> of kubeadm clusters, and the default audience.</summary>
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";

    private const string PrivateClaim = "kubernetes.io";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Mint(ServiceAccountClaims claims)
    {
        var account = new JsonObject { ["name"] = claims.Name, ["uid"] = claims.Uid };
        var bound = new JsonObject { ["namespace"] = claims.Namespace, ["serviceaccount"] = account };
        if (claims.Bound is { } owner)
            bound[owner.Claim] = new JsonObject { ["name"] = owner.Name, ["uid"] = owner.Uid };
        var payload = new JsonObject
        {
            ["aud"] = new JsonArray([.. claims.Audiences.Select(audience => JsonValue.Create(audience))]),
            ["exp"] = claims.ExpiresAt.ToUnixTimeSeconds(),
            ["iat"] = claims.IssuedAt.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["jti"] = claims.TokenId,
            [PrivateClaim] = bound,
            ["nbf"] = claims.IssuedAt.ToUnixTimeSeconds(),
            ["sub"] = WellKnownUsers.ServiceAccountName(claims.Namespace, claims.Name),
        };
        var text = $"{Encode("""{"alg":"ES256","typ":"JWT"}""")}.{Encode(payload.ToJsonString())}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>Null for a token that this server did not mint, or that has expired.</summary>
    public ServiceAccountClaims? Verify(string token, DateTimeOffset now)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2]))
            return null;
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        if (!_key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256))
            return null;
        // Signed by us, so the shape is the one written above.
        var claims = Read(JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject());
        return now < claims.ExpiresAt ? claims : null;
    }

    public void Dispose() => _key.Dispose();

    private static ServiceAccountClaims Read(JsonObject payload)
    {
        var bound = payload[PrivateClaim]!;
        return new ServiceAccountClaims(
            bound["namespace"]!.GetValue<string>(),
            bound["serviceaccount"]!["name"]!.GetValue<string>(),
            bound["serviceaccount"]!["uid"]!.GetValue<string>(),
            ReadBound(bound, BoundObject.PodKind) ?? ReadBound(bound, BoundObject.SecretKind),
            payload["aud"].Deserialize<string[]>()!,
            DateTimeOffset.FromUnixTimeSeconds(payload["iat"]!.GetValue<long>()),
            DateTimeOffset.FromUnixTimeSeconds(payload["exp"]!.GetValue<long>()),
            payload["jti"]!.GetValue<string>());
    }

    private static BoundObject? ReadBound(JsonNode bound, string kind) => bound[kind.ToLowerInvariant()] is { } found
        ? new BoundObject(kind, found["name"]!.GetValue<string>(), found["uid"]!.GetValue<string>())
        : null;

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
