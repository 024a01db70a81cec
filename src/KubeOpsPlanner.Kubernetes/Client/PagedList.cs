using System.Net;
using System.Text.Json;
using KubeOpsPlanner.Hosting.Clusters;

namespace KubeOpsPlanner.Kubernetes.Client;

/// <summary>A consistent list, read page by page so that neither side holds a large collection at once.</summary>
internal sealed class PagedList(ApiClient client)
{
    // client-go's page size; a page of typical objects stays well under a megabyte.
    private const string PageSize = "500";
    private const int MaxPagedAttempts = 2;

    /// <param name="read">Called once per object and attempt; what it throws ends the list.</param>
    /// <returns>All objects and the one state of the cluster that they show.</returns>
    public async Task<(List<TItem> Items, ulong ResourceVersion)> ReadAsync<TItem>(
        string collection, string? labelSelector, Func<JsonElement, TItem> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A collection that changes faster than it can be paged is read whole in the end.
            var limit = attempt <= MaxPagedAttempts ? PageSize : null;
            try
            {
                return await ReadOnceAsync(collection, labelSelector, limit, read, cancellationToken);
            }
            catch (ClusterException error) when (error.Code == HttpStatusCode.Gone && limit is not null)
            {
                // The snapshot behind the continue token was compacted: pages of two states must not be mixed.
            }
        }
    }

    /// <summary>The version of the cluster now, from a page of one object.</summary>
    public async Task<ulong> NewestVersionAsync(string collection, CancellationToken cancellationToken)
    {
        var page = await client.SendAsync(ApiCall.Get(collection + QueryText.Of(("limit", "1"))), cancellationToken);
        return Version(collection, Text(page.TryGetProperty("metadata", out var metadata) ? metadata : default, "resourceVersion"));
    }

    private async Task<(List<TItem> Items, ulong ResourceVersion)> ReadOnceAsync<TItem>(
        string collection, string? labelSelector, string? limit, Func<JsonElement, TItem> read, CancellationToken cancellationToken)
    {
        var items = new List<TItem>();
        string? resourceVersion = null;
        string? next = null;
        do
        {
            var query = QueryText.Of(("labelSelector", labelSelector), ("limit", limit), ("continue", next));
            var page = await client.SendAsync(ApiCall.Get(collection + query), cancellationToken);
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

        return (items, Version(collection, resourceVersion));
    }

    private static ulong Version(string collection, string? resourceVersion) =>
        ulong.TryParse(resourceVersion, out var version)
            ? version
            : throw new ClusterException(
                HttpStatusCode.OK, "Unreadable", $"the list {collection} has no numeric resourceVersion but \"{resourceVersion}\"");

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
