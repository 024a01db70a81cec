using System.Net;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Kubernetes.Controllers;
using KubeOpsPlanner.Kubernetes.Metrics;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Kubernetes.Elections;

/// <summary>
/// One replica holds a Lease and works; the others stand by with warm stores. Ownership ends by this replica's own
/// monotonic clock when the lease could not be renewed in time, whether or not the API server can be reached.
/// </summary>
internal sealed class LeaseElection : IOwnershipNotifier
{
    private readonly ICluster _cluster;
    private readonly ObjectKey _key;
    private readonly string _identity;
    private readonly ElectionTimings _timings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LeaseObserver _observer;
    private readonly Lock _lock = new();
    private long? _renewedAt;
    private int _reported;
    private int _failures;

    public LeaseElection(
        ICluster cluster, ObjectKey key, string identity, ElectionTimings timings, TimeProvider time, ILogger logger)
    {
        _cluster = cluster;
        _key = key;
        _identity = identity;
        _timings = timings;
        _time = time;
        _logger = logger;
        _observer = new LeaseObserver(time);
    }

    public event Action? Gained;

    public bool Owns(ObjectKey key) => IsLeader;

    public bool IsLeader
    {
        get
        {
            lock (_lock)
            {
                return _renewedAt is { } renewedAt && _time.GetElapsedTime(renewedAt) < _timings.RenewDeadline;
            }
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stopping);
                await Task.Delay(_timings.RetryPeriod, _time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>One attempt to renew the lease or to take it.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var gained = false;
        try
        {
            // An attempt that outlives the deadline is worth nothing; the next one starts afresh.
            using var limit = new CancellationTokenSource(_timings.RenewDeadline / 2, _time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            gained = await TakeOrRenewAsync(linked.Token);
            _failures = 0;
        }
        catch (Exception error) when (error is ClusterException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Ever more rarely: an API server that is away says the same every few seconds.
            if (int.IsPow2(++_failures))
            {
                _logger.LogWarning("Lease {Key} could not be renewed or taken: {Message}", _key, error.Message);
            }
        }

        Report(IsLeader);

        if (gained)
        {
            Gained?.Invoke();
        }
    }

    /// <summary>Gives the lease back, so that a successor need not wait until it expires.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        if (!IsLeader)
        {
            return;
        }

        SetRenewed(null);
        Report(isLeader: false);
        try
        {
            if (await _cluster.GetAsync(Lease.Resource, _key, cancellationToken) is { } lease && lease.Holder == _identity)
            {
                // One second instead of none: the API demands more than zero.
                var released = lease with { Holder = "", DurationSeconds = 1, RenewTime = Lease.MicroTime(_time.GetUtcNow()) };
                await _cluster.ReplaceAsync(Lease.Api, _key, released.ToJson(), null, cancellationToken);
            }
        }
        catch (Exception error) when (error is ClusterException or OperationCanceledException)
        {
            _logger.LogWarning("Lease {Key} could not be released and will expire: {Message}", _key, error.Message);
        }
    }

    /// <returns>True when this replica did not own anything right before, be it for a moment only.</returns>
    private async Task<bool> TakeOrRenewAsync(CancellationToken cancellationToken)
    {
        // The clock is read before the request: the term counts from when the server can have seen it at the earliest.
        var asked = _time.GetTimestamp();
        var now = Lease.MicroTime(_time.GetUtcNow());
        var seconds = (int)_timings.LeaseDuration.TotalSeconds;
        try
        {
            if (await _cluster.GetAsync(Lease.Resource, _key, cancellationToken) is not { } lease)
            {
                var meta = new ObjectMeta { Name = _key.Name, Namespace = _key.Namespace };
                await _cluster.CreateAsync(
                    Lease.Api, new Lease(meta, _identity, seconds, now, now, 0).ToJson(), cancellationToken);
            }
            else if (!_observer.MayTake(lease, _identity))
            {
                return SetRenewed(null);
            }
            else
            {
                var isOurs = lease.Holder == _identity;
                var next = lease with
                {
                    Holder = _identity,
                    DurationSeconds = seconds,
                    RenewTime = now,
                    AcquireTime = isOurs && lease.AcquireTime.Length > 0 ? lease.AcquireTime : now,
                    Transitions = isOurs ? lease.Transitions : lease.Transitions + 1,
                };
                await _cluster.ReplaceAsync(Lease.Api, _key, next.ToJson(), null, cancellationToken);
            }

            return SetRenewed(asked);
        }
        catch (ClusterException error) when (error.Code == HttpStatusCode.Conflict)
        {
            // Somebody else was faster; the next look tells who.
            return false;
        }
    }

    /// <summary>Compared with what was reported last: a lease also ends by itself, between two attempts.</summary>
    private void Report(bool isLeader)
    {
        var level = isLeader ? 1 : 0;
        var change = level - Interlocked.Exchange(ref _reported, level);
        HostMetrics.Leaders.Add(change);
        if (change != 0)
        {
            _logger.LogInformation("{Identity} {Change} lease {Key}", _identity, isLeader ? "holds" : "no longer holds", _key);
        }
    }

    private bool SetRenewed(long? at)
    {
        lock (_lock)
        {
            var was = IsLeader;
            _renewedAt = at;
            return !was && IsLeader;
        }
    }
}
