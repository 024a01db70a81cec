namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>A bearer token that is valid for as long as the server runs; <c>system:authenticated</c> is added to the groups.</summary>
public sealed record StaticToken(string Token, string User, string Uid, IReadOnlyList<string> Groups);
