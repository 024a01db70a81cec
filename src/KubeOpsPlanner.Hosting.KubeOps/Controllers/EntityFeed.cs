using k8s;
using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Controllers;
using Microsoft.Extensions.Hosting;
using IWatchedObject = KubeOpsPlanner.Entities.Meta.IKubernetesObject;

namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <summary>
/// Tells KubeOps' queue what its own watch leaves out: changes of other kinds and of labels, deletions during a watch
/// gap, objects that begin to be deleted, what became ours by election, and keys that it dropped.
/// </summary>
internal sealed class EntityFeed<TEntity, T>(
    EntityLoop<TEntity> loop,
    EntityQueue<TEntity> queue,
    ControllerTriggers<T> triggers,
    IStores stores,
    IOwnership ownership,
    TimeProvider time) : BackgroundService, IMappedTriggerVisitor
    where TEntity : class, IKubernetesObject<V1ObjectMeta>, new()
    where T : class, IWatchedObject
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(15);

    private readonly List<IDisposable> _subscriptions = [];

    public void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IWatchedObject =>
        _subscriptions.Add(stores.Of<TOther>().Subscribe(change =>
        {
            AddMapped(trigger, change.Old);
            AddMapped(trigger, change.New);
        }));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            Subscribe();
            await stores.AllSynced(stoppingToken);
            while (true)
            {
                await Task.Delay(SweepPeriod, time, stoppingToken);
                foreach (var item in stores.Of<T>().List().Where(item => loop.Loop.IsOverdue(item.Metadata.Key)))
                {
                    Add(item.Metadata);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping is the one way out.
        }
        finally
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
            if (ownership is IOwnershipNotifier notifier)
            {
                notifier.Gained -= AddAll;
            }
        }
    }

    private void Subscribe()
    {
        _subscriptions.Add(stores.Of<T>().Subscribe(change =>
        {
            if ((change.New ?? change.Old) is { } item && triggers.Filter(change))
            {
                Add(item.Metadata, isGone: change.New is null);
            }
        }));
        foreach (var mapped in triggers.Mapped)
        {
            mapped.Visit(this);
        }

        if (ownership is IOwnershipNotifier notifier)
        {
            notifier.Gained += AddAll;
        }
    }

    private void AddAll()
    {
        foreach (var item in stores.Of<T>().List())
        {
            Add(item.Metadata);
        }
    }

    private void AddMapped<TOther>(MappedTrigger<TOther> trigger, TOther? item) where TOther : class, IWatchedObject
    {
        foreach (var key in item is null ? [] : trigger.Map(item))
        {
            // KubeOps' queue holds objects: a key without one has nothing to be reconciled.
            if (loop.Loop.Find(key) is { } known)
            {
                Add(known);
            }
        }
    }

    private void Add(ObjectMeta metadata, bool isGone = false)
    {
        // As Deleted: KubeOps would look the object up, and keep from controllers what it finds being deleted.
        var type = isGone || metadata.IsBeingDeleted ? ReconciliationType.Deleted : ReconciliationType.Modified;

        // Its queue is in memory, so the task is complete when it is returned and nobody is held up.
        _ = queue(loop.Kind.Reference(metadata), type, ReconciliationTriggerSource.Operator, TimeSpan.Zero, 0, CancellationToken.None);
    }
}
