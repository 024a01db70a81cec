using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>What lists and reflectors need of a connection: pages of a collection, and a watch over it.</summary>
internal interface ICollectionClient
{
    /// <exception cref="ClusterException">The page could not be read.</exception>
    Task<JsonElement> ReadPageAsync(ApiResource api, PageRequest request, CancellationToken cancellationToken);

    /// <exception cref="ClusterException">The watch could not be opened.</exception>
    Task<IWatch> OpenWatchAsync(ApiResource api, WatchRequest request, CancellationToken cancellationToken);
}

/// <param name="Namespace">Null reads all namespaces.</param>
/// <param name="Limit">Objects per page; null reads everything at once.</param>
/// <param name="Continue">Where the page before ended.</param>
internal sealed record PageRequest(
    string? Namespace = null, string? LabelSelector = null, int? Limit = null, string? Continue = null);

/// <param name="ResourceVersion">The watch shows what happened after it; 0 begins with what is there.</param>
/// <param name="Seconds">When the server is to end the watch.</param>
/// <param name="Silence">How long the watch may show nothing before it counts as broken.</param>
/// <param name="FieldSelector">Null watches everything.</param>
internal sealed record WatchRequest(ulong ResourceVersion, int Seconds, TimeSpan Silence, string? FieldSelector = null);
