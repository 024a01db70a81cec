using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Client;
using KubeOpsPlanner.Kubernetes.Controllers;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Watching;

/// <summary>One store for each kind, however many controllers and handlers ask for it.</summary>
internal sealed class StoreSet : IStores
{
    private readonly Dictionary<Type, (ApiResource Api, IStoreGate Store)> _stores = [];
    private readonly List<Func<ICollectionClient, ILoggerFactory, IReflector>> _reflectors = [];

    public IReadOnlyList<IStoreGate> Gates => [.. _stores.Values.Select(entry => entry.Store)];

    public IStore<T> Of<T>() where T : class, IKubernetesObject => (IStore<T>)_stores[typeof(T)].Store;

    public Task AllSynced(CancellationToken cancellationToken) =>
        Task.WhenAll(_stores.Values.Select(entry => entry.Store.Synced)).WaitAsync(cancellationToken);

    /// <returns>The store, and whether it was not there before.</returns>
    public (SharedStore<T> Store, bool IsNew) GetOrAdd<T>(Resource<T> resource, IEnumerable<StoreIndex<T>> indexes)
        where T : class, IKubernetesObject
    {
        var isNew = !_stores.TryGetValue(typeof(T), out var entry);
        if (isNew)
        {
            var added = new SharedStore<T>(resource.Api.Collection);
            entry = (resource.Api, added);
            _stores[typeof(T)] = entry;
            _reflectors.Add((client, loggers) =>
            {
                added.Logger = loggers.CreateLogger<SharedStore<T>>();
                return new Reflector<T>(
                    client, resource, added, ReflectorTimings.Default, TimeProvider.System, Random.Shared.NextDouble,
                    loggers.CreateLogger("KubeOpsPlanner.Kubernetes.Watching.Reflector"));
            });
        }
        else if (entry.Api != resource.Api)
        {
            throw new ArgumentException(
                $"{typeof(T).Name} is already read from {entry.Api.ApiVersion} {entry.Api.Plural}, "
                + $"not from {resource.Api.ApiVersion} {resource.Api.Plural}: use one type for each kind.",
                nameof(resource));
        }

        var store = (SharedStore<T>)entry.Store;
        store.AddIndexes(indexes);
        return (store, isNew);
    }

    public IReadOnlyList<IReflector> Reflectors(ICollectionClient client, ILoggerFactory loggers) =>
        [.. _reflectors.Select(create => create(client, loggers))];
}
