namespace KubeOpsPlanner.DevCluster.Authentication;

/// <summary>The object with which a token lives and dies.</summary>
/// <param name="Kind">Pod or Secret.</param>
public sealed record BoundObject(string Kind, string Name, string Uid)
{
    public const string PodKind = "Pod";
    public const string SecretKind = "Secret";

    public string Plural => Kind == PodKind ? "pods" : "secrets";

    /// <summary>The name of the claim.</summary>
    public string Claim => Kind.ToLowerInvariant();
}
