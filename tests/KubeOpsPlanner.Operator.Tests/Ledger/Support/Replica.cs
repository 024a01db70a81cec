using System.Text.Json;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Ledger;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeOpsPlanner.Operator.Tests.Ledger.Support;

/// <summary>One replica of the operator: its own stores over a shared cluster, and its ledgers.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly ClusterInMemory _cluster;

    public Replica(ClusterInMemory cluster, TimeProvider time, string name = "replica-a", LedgerRules? rules = null)
    {
        _cluster = cluster;
        Ledger = new LedgerService(
            cluster, Stores, Events,
            new OperatorHostOptions { Identity = name }, rules ?? LedgerRules.Default, time, NullLogger<LedgerService>.Instance);
        cluster.Changed += OnChanged;
    }

    public StoreInMemory<DynamoGraphDeployment> Graphs { get; } = new();

    public StoreInMemory<DynamoGraphDeploymentScalingAdapter> Adapters { get; } = new(
        new StoreIndex<DynamoGraphDeploymentScalingAdapter>(
            GateLookups.AdaptersByGraph, adapter => [GateLookups.GraphIndex(adapter.Metadata.Namespace, adapter.GraphName)]));

    public StoreInMemory<DynamoComponentDeployment> Components { get; } = new();

    public StoreInMemory<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> Budgets { get; } = new();

    public StoreInMemory<Namespace> Namespaces { get; } = new();

    public StoreInMemory<LedgerObject> Ledgers { get; } = new();

    public EventsInMemory Events { get; } = new();

    public LedgerService Ledger { get; }

    public LedgerStores Stores => new(Graphs, Adapters, Budgets, Namespaces, Ledgers, Pods: null, Components);

    /// <summary>The watch of graphs stands still while this is set.</summary>
    public bool HoldsGraphsBack { get; set; }

    /// <summary>Lists everything, then runs until the first cell is known and every budget can be judged.</summary>
    public async Task<Replica> StartAsync()
    {
        await FillAsync(GraphKinds.Graphs, Graphs);
        await FillAsync(GraphKinds.ScalingAdapters, Adapters);
        await FillAsync(GraphKinds.ComponentDeployments, Components);
        await FillAsync(Kinds.GlobalBudgets, Budgets);
        await FillAsync(ForeignKinds.Namespaces, Namespaces);
        await FillAsync(LedgerObject.Resource, Ledgers);
        await Ledger.StartAsync(CancellationToken.None);
        await Eventually.True(() => Ledger.Catalog is { } catalog && catalog.All.All(budget => Ledger.Picture(budget.Name) is not null));
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _cluster.Changed -= OnChanged;
        await Ledger.StopAsync(CancellationToken.None);
        Ledger.Dispose();
    }

    private async Task FillAsync<T>(Resource<T> resource, StoreInMemory<T> store) where T : class, IKubernetesObject
    {
        var listing = await _cluster.ListAsync(resource, null, CancellationToken.None);
        foreach (var item in listing.Items)
            store.Set(item, 0);

        store.Sync(listing.ResourceVersion);
    }

    private void OnChanged(ApiResource api, JsonElement json, bool isGone, ulong version)
    {
        _ = Take(GraphKinds.Graphs, HoldsGraphsBack ? null : Graphs)
            || Take(GraphKinds.ScalingAdapters, Adapters)
            || Take(GraphKinds.ComponentDeployments, Components)
            || Take(Kinds.GlobalBudgets, Budgets)
            || Take(ForeignKinds.Namespaces, Namespaces)
            || Take(LedgerObject.Resource, Ledgers);

        bool Take<T>(Resource<T> resource, StoreInMemory<T>? store) where T : class, IKubernetesObject
        {
            if (resource.Api.Collection != api.Collection)
                return false;

            var item = resource.Read(json);
            if (store?.HasSynced == true && isGone)
                store.Remove(item.Metadata.Key, version);
            else if (store?.HasSynced == true)
                store.Set(item, version);

            return true;
        }
    }
}

internal sealed class EventsInMemory : IEventRecorder
{
    private readonly Lock _lock = new();
    private readonly List<(string Reason, string Message)> _events = [];

    public IReadOnlyList<(string Reason, string Message)> All
    {
        get
        {
            lock (_lock)
                return [.. _events];
        }
    }

    public void Record(ApiResource api, ObjectMeta about, EventKind kind, string reason, string message)
    {
        lock (_lock)
            _events.Add((reason, message));
    }
}
