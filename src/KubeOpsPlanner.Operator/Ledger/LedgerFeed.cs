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
/// Tells the ledgers what the stores show, in the order in which they show it, and keeps one actor for each cohort.
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
    private readonly LedgerFacts _facts = new(clock);
    private readonly Dictionary<string, Entity<GlobalBudgetSpec, GlobalBudgetStatus>> _budgets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Namespace> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<BudgetLimits>> _sent = new(StringComparer.Ordinal);
    private StoreProgress _progress = StoreProgress.None;
    private bool _hasNamespaces;
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
            Subscribe(pods, change => Send(_facts.Take(change)));

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
        Send(_facts.Take(change));
        Advance(StoreKind.Graphs, Note(WatchedStore.Graphs, change.Kind, change.ResourceVersion));
        LetGo((change.New ?? change.Old)?.Metadata.Namespace);
    }

    private void TakeComponent(StoreChange<DynamoComponentDeployment> change)
    {
        Send(_facts.Take(change));
        LetGo((change.New ?? change.Old)?.Metadata.Namespace);
    }

    /// <summary>A namespace that left a selector is governed for as long as something in it holds GPUs.</summary>
    private void LetGo(string? touched)
    {
        if (touched is not null && _catalog?.All.Any(budget => budget.HeldOver.Contains(touched)) == true)
            ResolveBudgets();
    }

    private void TakeAdapter(StoreChange<DynamoGraphDeploymentScalingAdapter> change)
    {
        Send(_facts.Take(change));
        Advance(StoreKind.Adapters, Note(WatchedStore.Adapters, change.Kind, change.ResourceVersion));
    }

    private void TakeBudget(StoreChange<Entity<GlobalBudgetSpec, GlobalBudgetStatus>> change)
    {
        if (change.New is { } budget)
            _budgets[budget.Metadata.Name] = budget;
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
            _budgets.Remove(gone.Metadata.Name);

        var news = Note(WatchedStore.Budgets, change.Kind, change.ResourceVersion);
        if (news != StoreNews.Incomplete && change.Kind != StoreChangeKind.Advanced)
            ResolveBudgets();

        if (news == StoreNews.PutBack || _catalog is not null)
            Advance(StoreKind.Budgets, news);
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
        if (Note(WatchedStore.Ledgers, change.Kind, change.ResourceVersion) == StoreNews.PutBack)
            StartOver();

        if (change.New is { } ledger)
            Actor(ledger.Metadata.Name)?.Post(new LedgerEvent.CellObserved(clock.Now, ledger.Cell, ledger.Metadata.Version ?? 0, ledger.Stamp));
        else if (change is { Kind: StoreChangeKind.Deleted, Old: { } gone })
            Actor(gone.Metadata.Name)?.Post(new LedgerEvent.CellObserved(clock.Now, null, change.ResourceVersion, CellStamp.None));
    }

    private StoreNews Note(WatchedStore store, StoreChangeKind kind, ulong version)
    {
        (_progress, var news) = _progress.Take(store, kind, version);
        return news;
    }

    private void Advance(StoreKind store, StoreNews news)
    {
        if (news == StoreNews.PutBack)
            StartOver();
        else if (news == StoreNews.Advanced)
            Send([new LedgerEvent.StoreAdvanced(clock.Now, store, _progress.Versions[store])]);
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
        if (!_hasNamespaces || _progress.Versions.Budgets == 0)
            return;

        var resolved = BudgetCatalog.Resolve(_budgets.Values, _namespaces.Values, _catalog, _facts.HoldsGpus);
        var cohorts = resolved.All.GroupBy(budget => budget.Cohort, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.Select(FactProjection.Of).ToImmutableArray(), StringComparer.Ordinal);
        foreach (var (cohort, limits) in cohorts)
        {
            if (!_actors.ContainsKey(cohort))
                Start(cohort, limits);
            else if (!_sent[cohort].SequenceEqual(limits))
                _actors[cohort].Post(new LedgerEvent.BudgetsObserved(clock.Now, limits, _progress.Versions.Budgets));

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
        foreach (var known in _facts.Everything)
            actor.Post(known);

        var versions = _progress.Versions;
        actor.Post(new LedgerEvent.BudgetsObserved(clock.Now, limits, versions.Budgets));
        foreach (var (store, version) in new[] { (StoreKind.Graphs, versions.Graphs), (StoreKind.Adapters, versions.Adapters) })
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
        foreach (var actor in _actors.Values)
        {
            foreach (var each in happened)
                actor.Post(each);
        }
    }
}
