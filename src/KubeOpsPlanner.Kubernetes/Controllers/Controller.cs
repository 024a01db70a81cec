using System.Diagnostics;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Metrics;
using KubeOpsPlanner.Kubernetes.Queueing;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Controllers;

/// <summary>Feeds a reconciler with keys: from changes, from time, and from failures.</summary>
internal sealed class Controller<T> : IController, IMappedTriggerVisitor where T : class, IKubernetesObject
{
    private readonly IReconciler _reconciler;
    private readonly ControllerTriggers<T> _triggers;
    private readonly IStores _stores;
    private readonly IOwnership _ownership;
    private readonly TimeProvider _time;
    private readonly Func<double> _jitter;
    private readonly ILogger _logger;
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly TagList _tags;

    public Controller(
        string name, IReconciler reconciler, ControllerTriggers<T> triggers, IStores stores, IOwnership ownership,
        TimeProvider time, Func<double> jitter, ILogger logger)
    {
        Name = name;
        _reconciler = reconciler;
        _triggers = triggers;
        _stores = stores;
        _ownership = ownership;
        _time = time;
        _jitter = jitter;
        _logger = logger;
        _queue = new WorkQueue<ObjectKey>(time);
        _tags = new TagList { { "controller", name } };
    }

    public string Name { get; }

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        using var queue = _queue;
        await using var stop = stopping.Register(_queue.Stop);
        try
        {
            Subscribe();
            await _stores.AllSynced(stopping);
            await Task.WhenAll(Enumerable.Range(0, _triggers.MaxConcurrency).Select(_ => Task.Run(() => WorkAsync(abort), abort)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested || abort.IsCancellationRequested)
        {
            // Stopping before the stores synced, or tired of waiting for the last reconcile.
        }
        finally
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
            if (_ownership is IOwnershipNotifier notifier)
            {
                notifier.Gained -= AddAll;
            }
        }
    }

    public void Visit<TOther>(MappedTrigger<TOther> trigger) where TOther : class, IKubernetesObject =>
        _subscriptions.Add(_stores.Of<TOther>().Subscribe(change =>
        {
            AddMapped(trigger, change.Old);
            AddMapped(trigger, change.New);
        }));

    private void Subscribe()
    {
        _subscriptions.Add(_stores.Of<T>().Subscribe(change =>
        {
            if ((change.New ?? change.Old) is { } item && _triggers.Filter(change))
            {
                _queue.Add(item.Metadata.Key);
            }
        }));
        foreach (var mapped in _triggers.Mapped)
        {
            mapped.Visit(this);
        }

        if (_ownership is IOwnershipNotifier notifier)
        {
            notifier.Gained += AddAll;
        }
    }

    private void AddMapped<TOther>(MappedTrigger<TOther> trigger, TOther? item) where TOther : class, IKubernetesObject
    {
        if (item is null)
        {
            return;
        }

        foreach (var key in trigger.Map(item))
        {
            _queue.Add(key);
        }
    }

    private void AddAll()
    {
        foreach (var item in _stores.Of<T>().List())
        {
            _queue.Add(item.Metadata.Key);
        }
    }

    private async Task WorkAsync(CancellationToken abort)
    {
        while (await _queue.TakeAsync(abort) is (true, var key))
        {
            try
            {
                await HandleAsync(key, abort);
            }
            finally
            {
                _queue.Done(key);
            }
        }
    }

    private async Task HandleAsync(ObjectKey key, CancellationToken abort)
    {
        if (!_ownership.Owns(key))
        {
            _queue.Forget(key);
            // Whoever announces what it gains needs no asking; any other is asked again with the resync.
            if (_ownership is not IOwnershipNotifier)
            {
                ScheduleResync(key);
            }

            return;
        }

        var start = _time.GetTimestamp();
        HostMetrics.ActiveWorkers.Add(1, _tags);
        var outcome = "success";
        try
        {
            var result = await _reconciler.ReconcileAsync(key, abort);
            _queue.Forget(key);
            if (result.RequeueAfter is { } after)
            {
                outcome = "requeue";
                _queue.AddAfter(key, after);
            }

            ScheduleResync(key);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            outcome = "cancelled";
        }
        catch (Exception error)
        {
            outcome = "error";
            var delay = _queue.AddRateLimited(key);
            _logger.LogError(error, "{Controller} failed on {Key}; next attempt in {DelaySeconds:0.###} s", Name, key, delay.TotalSeconds);
        }
        finally
        {
            HostMetrics.ActiveWorkers.Add(-1, _tags);
            HostMetrics.ReconcileSeconds.Record(
                _time.GetElapsedTime(start).TotalSeconds, new TagList { { "controller", Name }, { "result", outcome } });
        }
    }

    private void ScheduleResync(ObjectKey key)
    {
        if (_stores.Of<T>().Get(key) is not null)
        {
            // Up to a tenth early, so that objects that were listed together do not come together for ever.
            _queue.AddAfter(key, _triggers.Resync * (1 - (0.1 * _jitter())));
        }
    }
}
