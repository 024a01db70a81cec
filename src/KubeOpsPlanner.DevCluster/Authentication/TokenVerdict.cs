using KubeOpsPlanner.DevCluster.Core;

namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>What a bearer token is worth.</summary>
/// <param name="User">Null when the token is not valid (any more) or not meant for who asks.</param>
/// <param name="Audiences">Those of the asker's that the token is meant for.</param>
/// <param name="Error">Why there is no user; empty when there is one.</param>
public sealed record TokenVerdict(ApiUser? User, IReadOnlyList<string> Audiences, string Error)
{
    public static TokenVerdict Invalid(string more = "") =>
        new(null, [], more.Length == 0 ? "invalid bearer token" : $"[invalid bearer token, {more}]");
}
