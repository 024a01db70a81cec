namespace KubeOpsPlanner.DevCluster.Core;

public sealed record ApiServerOptions
{
    /// <summary>Of uids and generateName suffixes: the same seed and requests give the same cluster.</summary>
    public int Seed { get; init; }

    /// <summary>Changes kept per kind; a watch from an older version gets 410, as does one that falls this far behind.</summary>
    public int WatchHistoryLength { get; init; } = 4096;

    /// <summary>kube-apiserver's limit on request bodies.</summary>
    public int MaxBodyBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>Exist from the start, as kube-apiserver makes them.</summary>
    public IReadOnlyList<string> InitialNamespaces { get; init; } =
        ["default", "kube-node-lease", "kube-public", "kube-system"];

    /// <summary>
    /// Resources that are answered instead of stored, by group and plural (<c>("authentication.k8s.io",
    /// "tokenreviews")</c>) or subresource (<c>("", "serviceaccounts/token")</c>).
    /// </summary>
    public IReadOnlyDictionary<(string Group, string Resource), SyntheticResource> SyntheticResources { get; init; } =
        new Dictionary<(string, string), SyntheticResource>();
}
