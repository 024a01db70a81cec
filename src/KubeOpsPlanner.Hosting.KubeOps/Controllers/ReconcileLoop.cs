using System.Collections.Concurrent;
using System.Diagnostics;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Kubernetes.Controllers;
using KubeOpsPlanner.Kubernetes.Metrics;
using KubeOpsPlanner.Kubernetes.Queueing;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <summary>
/// Runs one reconciler for KubeOps, and remembers when each key is due: KubeOps gives a key up after five failures of
/// its own and forgets its requeues with them.
/// </summary>
/// <param name="find">The metadata of an object in the store; null when it is gone.</param>
/// <param name="jitter">From 0 up to 1; spreads the resync of keys that were listed together.</param>
internal sealed class ReconcileLoop(
    string name,
    Func<IReconciler> reconciler,
    ReconcileLimits limits,
    Func<ObjectKey, ObjectMeta?> find,
    IStores stores,
    IOwnership ownership,
    TimeProvider time,
    Func<double> jitter,
    ILogger logger) : IDisposable
{
    // KubeOps looks at its queue every 100 ms: a shorter delay would not be one.
    private static readonly ExponentialBackoff Backoff = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));

    // How late a key may be before it counts as dropped and not merely waiting its turn.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _slots = new(limits.MaxConcurrency);
    private readonly ConcurrentDictionary<ObjectKey, int> _failures = new();
    private readonly ConcurrentDictionary<ObjectKey, long> _dueAt = new();
    private readonly TagList _tags = new() { { "controller", name } };

    /// <summary>Never throws but for cancellation.</summary>
    public async Task<ReconcileOutcome> RunAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        await stores.AllSynced(cancellationToken);
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var outcome = ownership.Owns(key) ? await AskAsync(key, cancellationToken) : new ReconcileOutcome(Resync(), null);
            return Remember(key, outcome);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>What the store knows of the object now; null when it is gone.</summary>
    public ObjectMeta? Find(ObjectKey key) => find(key);

    /// <summary>True for a key that was never reconciled, or whose time came and went without a reconcile.</summary>
    public bool IsOverdue(ObjectKey key) =>
        !_dueAt.TryGetValue(key, out var due) || time.GetElapsedTime(due) >= Patience;

    public void Dispose() => _slots.Dispose();

    private async Task<ReconcileOutcome> AskAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        HostMetrics.ActiveWorkers.Add(1, _tags);
        var result = "success";
        try
        {
            var answer = await reconciler().ReconcileAsync(key, cancellationToken);
            _failures.TryRemove(key, out _);
            result = answer.RequeueAfter is null ? result : "requeue";
            var resync = Resync();
            return new ReconcileOutcome(answer.RequeueAfter is { } after && after < resync ? after : resync, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = "cancelled";
            throw;
        }
        catch (Exception error)
        {
            result = "error";
            var delay = Backoff.After(_failures.AddOrUpdate(key, 1, static (_, failures) => failures + 1));
            logger.LogError(error, "{Controller} failed on {Key}; next attempt in {DelaySeconds:0.###} s", name, key, delay.TotalSeconds);
            return new ReconcileOutcome(delay, error);
        }
        finally
        {
            HostMetrics.ActiveWorkers.Add(-1, _tags);
            HostMetrics.ReconcileSeconds.Record(
                time.GetElapsedTime(start).TotalSeconds, new TagList { { "controller", name }, { "result", result } });
        }
    }

    private ReconcileOutcome Remember(ObjectKey key, ReconcileOutcome outcome)
    {
        if (outcome.Error is null && find(key) is null)
        {
            _dueAt.TryRemove(key, out _);
            return new ReconcileOutcome(null, null);
        }

        _dueAt[key] = time.GetTimestamp() + (long)(outcome.Next.GetValueOrDefault().TotalSeconds * time.TimestampFrequency);
        return outcome;
    }

    private TimeSpan Resync() => limits.Resync * (1 - (0.1 * jitter()));
}
