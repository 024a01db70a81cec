using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>One run: pools advance from one moment at which something outside of their engines happens to the next.</summary>
internal sealed class FleetRun : IDisposable
{
    /// <summary>How soon GPUs are asked for again that others are still releasing, of the budget and of nodes.</summary>
    private static readonly TimeSpan PendingInterval = TimeSpan.FromSeconds(1);

    /// <summary>What is in flight at the end may take so long; what takes longer has missed any target.</summary>
    private static readonly TimeSpan LongestRundown = TimeSpan.FromMinutes(15);

    private const int ManyPools = 16;

    private readonly FleetScenario _scenario;
    private readonly string _policy;
    private readonly ImmutableArray<ReplayedPool> _pools;
    private readonly Incidents _incidents;
    private readonly TimeSpan _sampleInterval;
    private readonly List<TimelineSample> _samples = [];
    private bool _awaitsRelease;
    private long _peakGpus;

    public FleetRun(FleetScenario scenario, PolicyKind policy)
    {
        scenario.Validate();
        (_scenario, _policy) = (scenario, policy.Name);
        var nodes = scenario.Nodes is { } limits ? new NodeAllocation(limits) : null;
        var quota = scenario.Budget.HasCeiling ? new GpuQuota(scenario.Budget.MaxGpus, () => HeldGpus) : null;
        _pools = [.. scenario.Pools.Select(pool => new ReplayedPool(pool, policy, quota, nodes))];
        _incidents = new Incidents(scenario, _pools, nodes);
        _sampleInterval = scenario.Duration / Math.Max(1, scenario.Samples);
        Begin();
    }

    private long HeldGpus => _pools.Sum(pool => pool.HeldGpus);

    private bool IsLimited => _scenario.Budget.HasCeiling || _scenario.Budget.HasFloor;

    public FleetResult Play(IProgress<double>? progress, CancellationToken cancellationToken)
    {
        Sample(TimeSpan.Zero);
        CountHeld();
        var (now, nextSample) = (TimeSpan.Zero, _sampleInterval);
        while (now < _scenario.Duration)
        {
            cancellationToken.ThrowIfCancellationRequested();
            now = NextMoment(now, nextSample);
            AdvanceTo(now);
            _incidents.HappenUntil(now);
            Decide(now);
            CountHeld();
            if (now >= nextSample)
            {
                Sample(now);
                nextSample += _sampleInterval;
                progress?.Report(now / _scenario.Duration);
            }
        }

        foreach (var pool in _pools)
        {
            pool.CloseBooks(now);
        }

        for (var end = now + LongestRundown; now < end && _pools.Any(pool => !pool.IsFinished);)
        {
            now += TimeSpan.FromSeconds(10);
            AdvanceTo(now);
        }

        return new FleetResult(_policy, _scenario.Duration, [.. _pools.Select(pool => pool.Result())], _samples) { PeakGpus = (int)_peakGpus };
    }

    public void Dispose()
    {
        foreach (var pool in _pools)
        {
            pool.Dispose();
        }
    }

    private TimeSpan NextMoment(TimeSpan now, TimeSpan nextSample)
    {
        var next = nextSample < _scenario.Duration ? nextSample : _scenario.Duration;
        var isPending = _awaitsRelease;
        foreach (var pool in _pools)
        {
            next = pool.NextDecisionAt < next ? pool.NextDecisionAt : next;
            next = pool.NextReadyAt is { } readyAt && readyAt < next ? readyAt : next;
            isPending |= pool.HasUnplaced;
        }

        next = isPending && now + PendingInterval < next ? now + PendingInterval : next;
        next = _incidents.NextBefore(next) ?? next;
        return next < now ? now : next;
    }

    private void AdvanceTo(TimeSpan now)
    {
        AtOnce(_pools, pool => pool.AdvanceTo(now));
        foreach (var pool in _pools)
        {
            pool.SettleNodes();
        }

        foreach (var pool in _pools)
        {
            pool.Start(now);
        }
    }

    /// <summary>What pools do without a look at each other, on all processors where there are many; the result is the same.</summary>
    private static void AtOnce(IReadOnlyList<ReplayedPool> pools, Action<ReplayedPool> act)
    {
        if (pools.Count >= ManyPools)
        {
            Concurrently.Do(pools, act);
            return;
        }

        foreach (var pool in pools)
        {
            act(pool);
        }
    }

    /// <summary>What is held from now until the next moment.</summary>
    private void CountHeld()
    {
        _peakGpus = Math.Max(_peakGpus, HeldGpus);
        foreach (var pool in _pools)
        {
            pool.CountFewest();
        }
    }

    private void Decide(TimeSpan now)
    {
        var deciding = _pools.Where(pool => pool.NextDecisionAt <= now).ToArray();
        AtOnce(deciding, pool => pool.Decide(now));

        if (deciding.Length == 0 && !_awaitsRelease)
        {
            return;
        }

        if (!IsLimited)
        {
            foreach (var pool in deciding)
            {
                pool.Want(pool.Desired, now);
            }

            return;
        }

        var result = Arbitrate();
        foreach (var pool in deciding)
        {
            var refused = result.Pools.Any(outcome =>
                outcome.Id.GraphId == pool.Scenario.Graph && outcome.Desired > outcome.Replicas && outcome.Granted < outcome.Desired);
            if (refused)
            {
                pool.CountRefusal();
            }
        }

        _awaitsRelease = result.Pools.Any(outcome => outcome.Granted < outcome.Planned);
        foreach (var grant in result.Grants)
        {
            var pool = _pools.Single(candidate => candidate.Scenario.Graph == grant.Graph);
            pool.Want(Granted(grant, pool), now);
        }
    }

    /// <summary>The budget holds from the first moment on, so pools begin with what it grants of their opening replicas.</summary>
    private void Begin()
    {
        var grants = IsLimited ? Arbitrate().Grants.ToDictionary(grant => grant.Graph) : null;
        var openings = _pools.Select(pool =>
            grants is null ? pool.Desired : grants.TryGetValue(pool.Scenario.Graph, out var grant) ? Granted(grant, pool) : default).ToList();
        foreach (var (pool, opening) in _pools.Zip(openings))
        {
            pool.Begin(opening);
        }
    }

    private ArbitrationResult Arbitrate() => GpuArbiter.Arbitrate(new ArbitrationSnapshot
    {
        Limits = _scenario.Budget,
        Pools = [.. _pools.SelectMany(pool => pool.States())],
        Charges = _pools.ToImmutableDictionary(pool => pool.Scenario.Graph, pool => (int)pool.HeldGpus),
    });

    private static ReplicaPair Granted(GraphGrant grant, ReplayedPool pool) => new(
        grant.Targets.GetValueOrDefault(ReplayedPool.PrefillComponent, pool.Wanted.Prefill),
        grant.Targets.GetValueOrDefault(ReplayedPool.DecodeComponent, pool.Wanted.Decode));

    private void Sample(TimeSpan now)
    {
        var (traffic, attainment) = (default(PoolTraffic), Attainment.None);
        foreach (var pool in _pools)
        {
            var window = pool.TakeWindow();
            traffic += window.Traffic;
            attainment += window.Attainment;
        }

        _samples.Add(new TimelineSample
        {
            At = now,
            RequestsPerSecond = traffic.RequestsPerSecond,
            InputTokensPerSecond = traffic.InputTokensPerSecond,
            OutputTokensPerSecond = traffic.OutputTokensPerSecond,
            Components = [.. _pools.SelectMany(pool => pool.Components())],
            MinGpus = _scenario.Budget.MinGpus,
            MaxGpus = _scenario.Budget.MaxGpus,
            Attainment = attainment,
        });
    }
}
