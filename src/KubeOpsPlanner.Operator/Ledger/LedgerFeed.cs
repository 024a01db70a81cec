using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using KubeOpsPlanner.Entities.Foreign;
using KubeOpsPlanner.Entities.GlobalBudgets;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Planning.Budgeting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Operator.Ledger;

/// <summary>
/// Turns what the stores show into events, in the order in which they show it, and keeps one actor for each cohort.
/// Store callbacks only queue; one loop does the work, so nothing here is shared.
/// </summary>
internal sealed class LedgerFeed(LedgerStores stores, Func<string, bool, LedgerActor> create, MonotonicClock clock, ILogger logger)
    : IDisposable
{
    /// <summary>So that a fault that comes back at once does not fill the log.</summary>
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, LedgerActor> _actors = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Dictionary<ObjectKey, DynamoGraphDeployment> _graphs = [];
    private readonly LooseComponents _components = new(clock);
    private readonly Dictionary<ObjectKey, Dictionary<string, DynamoGraphDeploymentScalingAdapter>> _adapters = [];
    private readonly Dictionary<ObjectKey, Dictionary<ObjectKey, Pod>> _pods = [];
    private readonly Dictionary<string, Entity<GlobalBudgetSpec, GlobalBudgetStatus>> _budgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Namespace> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<BudgetLimits>> _sent = new(StringComparer.Ordinal);
    private StoreVersions _versions;
    private ulong _ledgersVersion;

    // Stores that have not listed since another one showed that the server was put back.
    private readonly HashSet<object> _distrusted = [];
    private bool _hasNamespaces;
    private bool _hasPods;
    private BudgetCatalog? _catalog;

    /// <summary>Null until budgets and namespaces have been read completely.</summary>
    public BudgetCatalog? Catalog => Volatile.Read(ref _catalog);

    public LedgerActor? Actor(string cohort) => _actors.GetValueOrDefault(cohort);

    /// <summary>Runs until the feed is disposed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Subscribe(stores.Graphs, TakeGraph);
        Subscribe(stores.Adapters, TakeAdapter);
        Subscribe(stores.Namespaces, TakeNamespace);
        Subscribe(stores.Budgets, TakeBudget);
        Subscribe(stores.Ledgers, TakeLedger);
        if (stores.Pods is { } pods)
            Subscribe(pods, TakePod);

        if (stores.Components is { } components)
            Subscribe(components, TakeComponent);

        await foreach (var work in _work.Reader.ReadAllAsync(cancellationToken))
            work();
    }

    public void Dispose()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();

        _work.Writer.TryComplete();
        foreach (var actor in _actors.Values)
            actor.Dispose();
    }

    private void Subscribe<T>(IStore<T> store, Action<StoreChange<T>> take) where T : class, IKubernetesObject =>
        _subscriptions.Add(store.Subscribe(change => _work.Writer.TryWrite(() => take(change))));

    private void TakeGraph(StoreChange<DynamoGraphDeployment> change)
    {
        if (change.New is { } graph)
        {
            var known = _graphs.GetValueOrDefault(graph.Metadata.Key);
            _graphs[graph.Metadata.Key] = FactProjection.CarryShapes(known, graph);
            // The graph spells the component names of its adapters; both must agree before the graph counts.
            foreach (var adapter in AdaptersOf(graph.Metadata.Key))
                Send(new LedgerEvent.AdapterObserved(clock.Now, FactProjection.Of(adapter, graph)));

            Send(Observed(_graphs[graph.Metadata.Key]));
        }
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
        {
            _graphs.Remove(gone.Metadata.Key);
            Send(new LedgerEvent.GraphDeleted(clock.Now, FactProjection.IdOf(gone), gone.Metadata.Uid));
        }

        if ((change.New ?? change.Old) is { } covering && change.New?.Metadata.Uid != change.Old?.Metadata.Uid)
            Send(_components.Reconsider(covering.Metadata.Key, _graphs, change.ResourceVersion));

        Advance(StoreKind.Graphs, change.Kind, change.ResourceVersion);
        if ((change.New ?? change.Old)?.Metadata.Namespace is { } touched
            && _catalog?.All.Any(budget => budget.HeldOver.Contains(touched)) == true)
        {
            ResolveBudgets();
        }
    }

    private void TakeAdapter(StoreChange<DynamoGraphDeploymentScalingAdapter> change)
    {
        if (change.Old is { } old)
            AdaptersIn(old).Remove(old.Metadata.Uid);

        if (change.New is { } adapter)
        {
            AdaptersIn(adapter)[adapter.Metadata.Uid] = adapter;
            Send(Observed(adapter));
        }
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
        {
            Send(new LedgerEvent.AdapterDeleted(clock.Now, gone.Metadata.Uid));
        }

        Advance(StoreKind.Adapters, change.Kind, change.ResourceVersion);
    }

    private void TakeComponent(StoreChange<DynamoComponentDeployment> change) => Send(_components.Take(change, _graphs));

    private void TakeBudget(StoreChange<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> change)
    {
        if (change.New is { } budget)
            _budgets[budget.Metadata.Name] = budget;
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
            _budgets.Remove(gone.Metadata.Name);

        if (change.Kind != StoreChangeKind.Synced && _versions.Budgets == 0)
            return;

        var isPutBack = IsPutBack(stores.Budgets, _versions.Budgets, change.Kind, change.ResourceVersion);
        _versions = isPutBack
            ? _versions with { Budgets = change.ResourceVersion }
            : _versions.Raise(StoreKind.Budgets, change.ResourceVersion);
        if (change.Kind != StoreChangeKind.Advanced)
            ResolveBudgets();

        if (isPutBack)
            StartOver();
        else if (_catalog is not null)
            Send(new LedgerEvent.StoreAdvanced(clock.Now, StoreKind.Budgets, _versions.Budgets));
    }

    private void TakeNamespace(StoreChange<Namespace> change)
    {
        if (change.New is { } @namespace)
            _namespaces[@namespace.Metadata.Name] = @namespace;
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
            _namespaces.Remove(gone.Metadata.Name);

        _hasNamespaces |= change.Kind == StoreChangeKind.Synced;
        if (change.Kind != StoreChangeKind.Advanced)
            ResolveBudgets();
    }

    private void TakeLedger(StoreChange<LedgerObject> change)
    {
        var isPutBack = IsPutBack(stores.Ledgers, _ledgersVersion, change.Kind, change.ResourceVersion);
        _ledgersVersion = isPutBack ? change.ResourceVersion : Math.Max(_ledgersVersion, change.ResourceVersion);
        if (isPutBack)
            StartOver();

        if (change.New is { } ledger)
            Actor(ledger.Metadata.Name)?.Post(new LedgerEvent.CellObserved(clock.Now, ledger.Cell, ledger.Metadata.Version ?? 0, ledger.Stamp));
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
            Actor(gone.Metadata.Name)?.Post(new LedgerEvent.CellObserved(clock.Now, null, change.ResourceVersion, CellStamp.None));
    }

    private void TakePod(StoreChange<Pod> change)
    {
        _hasPods |= change.Kind == StoreChangeKind.Synced;
        if (change.Kind == StoreChangeKind.Synced)
        {
            foreach (var graph in _graphs.Values.Where(graph => !graph.IsStatusCurrent))
                Send(Observed(graph));

            return;
        }

        if ((change.New ?? change.Old) is not { Graph: { } name } pod)
            return;

        var key = new ObjectKey(pod.Metadata.Namespace, name);
        if (!_pods.TryGetValue(key, out var ofGraph))
            _pods[key] = ofGraph = [];

        if (change.New is { IsLive: true } live)
            ofGraph[live.Metadata.Key] = live;
        else
            ofGraph.Remove(pod.Metadata.Key);

        if (ofGraph.Count == 0)
            _pods.Remove(key);

        if (_hasPods && _graphs.GetValueOrDefault(key) is { IsStatusCurrent: false } counted)
            Send(Observed(counted));
    }

    /// <summary>
    /// Until the first list is complete nothing is: the objects replayed before it carry the store's version, though
    /// others are still to come.
    /// </summary>
    private void Advance(StoreKind store, StoreChangeKind kind, ulong version)
    {
        if (kind != StoreChangeKind.Synced && _versions[store] == 0)
            return;

        if (IsPutBack(store == StoreKind.Graphs ? stores.Graphs : stores.Adapters, _versions[store], kind, version))
        {
            _versions = _versions.With(store, version);
            StartOver();
            return;
        }

        _versions = _versions.Raise(store, version);
        Send(new LedgerEvent.StoreAdvanced(clock.Now, store, version));
    }

    /// <summary>A list is at least as new as what its store had seen, unless the server went back to an older state.</summary>
    private bool IsPutBack(object store, ulong known, StoreChangeKind kind, ulong version)
    {
        if (kind != StoreChangeKind.Synced)
            return false;

        var isDistrusted = _distrusted.Remove(store);
        if (version >= known)
            return isDistrusted;

        _distrusted.UnionWith([stores.Graphs, stores.Adapters, stores.Budgets, stores.Ledgers]);
        _distrusted.Remove(store);
        return true;
    }

    /// <summary>
    /// What was seen and admitted may never have happened, and its versions come again: nothing of it may stay in an
    /// actor. What the other stores hold may be of that past until they list too, and then all begins once more.
    /// </summary>
    private void StartOver()
    {
        logger.LogWarning("The API server was put back to an older state: all ledgers are rebuilt from it");
        foreach (var (cohort, actor) in _actors.ToArray())
        {
            actor.Dispose();
            Start(cohort, _sent[cohort], mustRebuild: true);
        }
    }

    private void ResolveBudgets()
    {
        if (!_hasNamespaces || _versions.Budgets == 0)
            return;

        var resolved = BudgetCatalog.Resolve(_budgets.Values, _namespaces.Values, _catalog, HoldsGpus);
        var cohorts = resolved.All.GroupBy(budget => budget.Cohort, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Select(FactProjection.Of).ToImmutableArray(), StringComparer.Ordinal);
        foreach (var (cohort, limits) in cohorts)
        {
            if (!_actors.ContainsKey(cohort))
                Start(cohort, limits);
            else if (!_sent[cohort].SequenceEqual(limits))
                _actors[cohort].Post(new LedgerEvent.BudgetsObserved(clock.Now, limits, _versions.Budgets));

            _sent[cohort] = limits;
        }

        Volatile.Write(ref _catalog, resolved);
        foreach (var cohort in _actors.Keys.Where(cohort => !cohorts.ContainsKey(cohort)))
        {
            _sent.Remove(cohort);
            if (_actors.TryRemove(cohort, out var actor))
                actor.Dispose();
        }
    }

    private void Start(string cohort, ImmutableArray<BudgetLimits> limits, bool mustRebuild = false)
    {
        var actor = create(cohort, mustRebuild);
        foreach (var adapter in _adapters.Values.SelectMany(adapters => adapters.Values))
            actor.Post(Observed(adapter));

        foreach (var graph in _graphs.Values)
            actor.Post(Observed(graph));

        foreach (var component in _components.Charged)
            actor.Post(new LedgerEvent.GraphObserved(clock.Now, FactProjection.Of(component)));

        actor.Post(new LedgerEvent.BudgetsObserved(clock.Now, limits, _versions.Budgets));
        foreach (var (store, version) in new[] { (StoreKind.Graphs, _versions.Graphs), (StoreKind.Adapters, _versions.Adapters) })
        {
            if (version > 0)
                actor.Post(new LedgerEvent.StoreAdvanced(clock.Now, store, version));
        }

        _actors[cohort] = actor;
        _ = RestartAfterAsync(actor);
    }

    private async Task RestartAfterAsync(LedgerActor actor)
    {
        await actor.Completion;
        await Task.Delay(RestartPause, clock.Provider);
        _work.Writer.TryWrite(() =>
        {
            if (_actors.TryGetValue(actor.Cohort, out var current) && current == actor)
            {
                logger.LogWarning("The ledger of cohort {Cohort} starts over", actor.Cohort);
                Start(actor.Cohort, _sent[actor.Cohort]);
            }
        });
    }

    private void Send(IReadOnlyList<LedgerEvent> happened)
    {
        foreach (var each in happened)
            Send(each);
    }

    private void Send(LedgerEvent happened)
    {
        foreach (var actor in _actors.Values)
            actor.Post(happened);
    }

    private LedgerEvent.GraphObserved Observed(DynamoGraphDeployment graph) =>
        new(clock.Now, FactProjection.Of(graph, PodsOf(graph.Metadata.Key)));

    private LedgerEvent.AdapterObserved Observed(DynamoGraphDeploymentScalingAdapter adapter) =>
        new(clock.Now, FactProjection.Of(adapter, _graphs.GetValueOrDefault(GraphOf(adapter))));

    private IEnumerable<Pod>? PodsOf(ObjectKey graph) =>
        !_hasPods ? null : _pods.TryGetValue(graph, out var pods) ? pods.Values : [];

    private IEnumerable<DynamoGraphDeploymentScalingAdapter> AdaptersOf(ObjectKey graph) =>
        _adapters.TryGetValue(graph, out var adapters) ? adapters.Values : [];

    private Dictionary<string, DynamoGraphDeploymentScalingAdapter> AdaptersIn(DynamoGraphDeploymentScalingAdapter adapter)
    {
        if (!_adapters.TryGetValue(GraphOf(adapter), out var adapters))
            _adapters[GraphOf(adapter)] = adapters = new Dictionary<string, DynamoGraphDeploymentScalingAdapter>(StringComparer.Ordinal);

        return adapters;
    }

    private static ObjectKey GraphOf(DynamoGraphDeploymentScalingAdapter adapter) => new(adapter.Metadata.Namespace, adapter.GraphName);

    private bool HoldsGpus(string @namespace) => _graphs.Values
        .Where(graph => graph.Metadata.Namespace == @namespace)
        .Select(graph => FactProjection.Of(graph, PodsOf(graph.Metadata.Key)))
        .Concat(_components.Charged.Where(component => component.Metadata.Namespace == @namespace).Select(FactProjection.Of))
        .Any(GpuHolding.MayHold);
}
