namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>What a minted token says about its bearer; the objects may be gone or replaced by now.</summary>
/// <param name="Pod">The pod to which the token is bound, if any.</param>
/// <param name="TokenId">Unique per token (<c>jti</c>).</param>
public sealed record ServiceAccountClaims(
    string Namespace,
    string Name,
    string Uid,
    BoundPod? Pod,
    IReadOnlyList<string> Audiences,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    string TokenId);

public sealed record BoundPod(string Name, string Uid);
