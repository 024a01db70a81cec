namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>What a minted token says about its bearer; the objects may be gone or replaced by now.</summary>
/// <param name="Bound">What the token is bound to, if anything.</param>
/// <param name="TokenId">Unique per token (<c>jti</c>).</param>
public sealed record ServiceAccountClaims(
    string Namespace,
    string Name,
    string Uid,
    BoundObject? Bound,
    IReadOnlyList<string> Audiences,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string TokenId);
