namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>One request to the API server, free of sockets: the HTTP shell and seeded fault campaigns make the same ones.</summary>
public sealed record ApiRequest
{
    /// <summary>Upper-case HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Unescaped path, e.g. <c>/apis/nvidia.com/v1beta1/namespaces/inference/dynamographdeployments/chat/scale</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where a parameter is repeated, the first value counts.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>Without parameters, e.g. <c>application/merge-patch+json</c>; empty when the request has none.</summary>
    public string ContentType { get; init; } = "";

    public string Accept { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public ReadOnlyMemory<byte> Body { get; init; }

    public required ApiUser User { get; init; }
}

/// <summary>Who asks, after authentication and impersonation.</summary>
public sealed record ApiUser(
    string Name, string Uid, IReadOnlyList<string> Groups, IReadOnlyDictionary<string, IReadOnlyList<string>> Extra);
