using System.Text.Json;
using k8s;
using KubeOps.KubernetesClient;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Kubernetes.Client;

namespace KubeOpsPlanner.Hosting.KubeOps.Client;

/// <summary>Reads and watches collections as raw JSON, so that nothing that our types do not know is lost on the way.</summary>
internal sealed class CustomObjectClient(IKubernetesClient client, TimeProvider time) : ICollectionClient
{
    private ICustomObjectsOperations Objects => client.ApiClient.CustomObjects;

    public async Task<JsonElement> ReadPageAsync(ApiResource api, PageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return api.IsNamespaced && !string.IsNullOrEmpty(request.Namespace)
                ? await Objects.ListNamespacedCustomObjectAsync<JsonElement>(
                    group: api.Group, version: api.Version, namespaceParameter: request.Namespace, plural: api.Plural,
                    continueParameter: request.Continue, labelSelector: request.LabelSelector, limit: request.Limit,
                    cancellationToken: cancellationToken)
                : await Objects.ListClusterCustomObjectAsync<JsonElement>(
                    group: api.Group, version: api.Version, plural: api.Plural,
                    continueParameter: request.Continue, labelSelector: request.LabelSelector, limit: request.Limit,
                    cancellationToken: cancellationToken);
        }
        catch (Exception error) when (ApiErrors.Explain($"listing {api.Collection}", error, cancellationToken) is { } explained)
        {
            throw explained;
        }
    }

    public Task<IWatch> OpenWatchAsync(ApiResource api, WatchRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IWatch>(new CustomObjectWatch(
            api.Collection,
            (onError, stop) => Objects.WatchListClusterCustomObjectAsync(
                group: api.Group, version: api.Version, plural: api.Plural, allowWatchBookmarks: true,
                resourceVersion: request.ResourceVersion.ToString(), timeoutSeconds: request.Seconds,
                onError: onError, cancellationToken: stop),
            request.Silence, time, cancellationToken));
}
