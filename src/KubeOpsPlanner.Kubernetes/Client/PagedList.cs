using System.Net;
using System.Text.Json;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>A consistent list, read page by page so that neither side holds a large collection at once.</summary>
internal sealed class PagedList(ICollectionClient client)
{
    // client-go's page size; a page of typical objects stays well under a megabyte.
    private const int PageSize = 500;
    private const int MaxPagedAttempts = 2;

    /// <param name="read">Called once per object and attempt; what it throws ends the list.</param>
    /// <returns>All objects and the one state of the cluster that they show.</returns>
    public async Task<(List<TItem> Items, ulong ResourceVersion)> ReadAsync<TItem>(
        ApiResource api, ListScope? scope, Func<JsonElement, TItem> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A collection that changes faster than it can be paged is read whole in the end.
            int? limit = attempt <= MaxPagedAttempts ? PageSize : null;
            try
            {
                return await ReadOnceAsync(api, new PageRequest(scope?.Namespace, scope?.LabelSelector, limit), read, cancellationToken);
            }
            catch (ClusterException error) when (error.Code == HttpStatusCode.Gone && limit is not null)
            {
                // The snapshot behind the continue token was compacted: pages of two states must not be mixed.
            }
        }
    }

    /// <summary>The version of the cluster now, from a page of one object.</summary>
    public async Task<ulong> NewestVersionAsync(ApiResource api, CancellationToken cancellationToken)
    {
        var page = await client.ReadPageAsync(api, new PageRequest(Limit: 1), cancellationToken);
        return Version(api, Text(page.TryGetProperty("metadata", out var metadata) ? metadata : default, "resourceVersion"));
    }

    private async Task<(List<TItem> Items, ulong ResourceVersion)> ReadOnceAsync<TItem>(
        ApiResource api, PageRequest first, Func<JsonElement, TItem> read, CancellationToken cancellationToken)
    {
        var items = new List<TItem>();
        string? resourceVersion = null;
        string? next = null;
        do
        {
            var page = await client.ReadPageAsync(api, first with { Continue = next }, cancellationToken);
            var metadata = page.TryGetProperty("metadata", out var found) ? found : default;
            resourceVersion ??= Text(metadata, "resourceVersion");
            next = Text(metadata, "continue");
            if (page.TryGetProperty("items", out var array) && array.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in array.EnumerateArray())
                {
                    items.Add(read(item));
                }
            }
        }
        while (!string.IsNullOrEmpty(next));

        return (items, Version(api, resourceVersion));
    }

    private static ulong Version(ApiResource api, string? resourceVersion) =>
        ulong.TryParse(resourceVersion, out var version)
            ? version
            : throw new ClusterException(
                HttpStatusCode.OK, "Unreadable", $"the list of {api.Collection} has no numeric resourceVersion but \"{resourceVersion}\"");

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
