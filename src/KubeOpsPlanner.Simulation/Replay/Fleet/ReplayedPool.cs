using KubeOpsPlanner.Planning.Budgeting.Arbitration;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Policies;
using KubeOpsPlanner.Simulation.Replay.Observations;
using KubeOpsPlanner.Simulation.Replay.Results;
using KubeOpsPlanner.Simulation.Replay.Scenarios;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Simulation.Replay.Fleet;

/// <summary>One pool of a running replay: its engines, its replicas from order to end, and the policy that decides about them.</summary>
internal sealed class ReplayedPool : IDisposable
{
    public const string PrefillComponent = "prefill";
    public const string DecodeComponent = "decode";

    private readonly TrafficRecorder _traffic = new();
    private readonly OutcomeJudge _judge;
    private readonly PoolSimulation _simulation;
    private readonly RoleReplicas _prefill;
    private readonly RoleReplicas _decode;
    private readonly bool _hasNodes;
    private IScalingPolicy _policy;
    private PoolSnapshot _sampled;
    private double _gpuHours;
    private int _changes;
    private int _refusals;
    private ReplicaPair _fewest = new(int.MaxValue, int.MaxValue);

    public ReplayedPool(PoolScenario scenario, PolicyKind policy, GpuQuota? quota, NodeAllocation? nodes)
    {
        Scenario = scenario;
        _judge = new OutcomeJudge(scenario.Targets);
        _simulation = new PoolSimulation(scenario.Engine, scenario.Options, scenario.Trace(), _traffic, _judge);
        _hasNodes = nodes is not null;
        _prefill = new RoleReplicas(Draw(scenario.StartUp.Prefill, EngineRole.Prefill), scenario.Engine.PrefillGpus, quota, nodes);
        _decode = new RoleReplicas(Draw(scenario.StartUp.Decode, EngineRole.Decode), scenario.Engine.DecodeGpus, quota, nodes);
        _policy = policy.Create(scenario);
        NextDecisionAt = _policy.Interval;
        Desired = scenario.InitialReplicas;
        _sampled = _simulation.Snapshot();
    }

    public PoolScenario Scenario { get; }

    public TimeSpan NextDecisionAt { get; private set; }

    /// <summary>What the policy wants.</summary>
    public ReplicaPair Desired { get; private set; }

    public ReplicaPair Wanted => new(_prefill.Wanted, _decode.Wanted);

    public TimeSpan? NextReadyAt => Earlier(_prefill.NextReadyAt, _decode.NextReadyAt);

    public bool HasUnplaced => _prefill.HasUnplaced || _decode.HasUnplaced;

    public bool IsFinished => _simulation is { TraceEnded: true, InFlight: 0 };

    /// <summary>GPUs that replicas hold now: starting, serving or draining.</summary>
    public long HeldGpus
    {
        get
        {
            var engines = _simulation.Snapshot().Engines;
            return Scenario.GpusOf(new ReplicaPair(
                _prefill.Holding(engines.ReadyPrefill, engines.DrainingPrefill), _decode.Holding(engines.ReadyDecode, engines.DrainingDecode)));
        }
    }

    /// <summary>With replicas that serve already when the run begins.</summary>
    public void Begin(ReplicaPair replicas)
    {
        _prefill.Begin(replicas.Prefill);
        _decode.Begin(replicas.Decode);
        Serve();
        _sampled = _simulation.Snapshot();
    }

    /// <summary>Plays what the engines do until then.</summary>
    public void AdvanceTo(TimeSpan now) => _simulation.AdvanceTo(now);

    /// <summary>Places replicas that wait for GPUs, and lets those serve that have started.</summary>
    public void Start(TimeSpan now)
    {
        _prefill.Advance(now);
        _decode.Advance(now);
        Serve();
    }

    /// <summary>Gives nodes back that failed or drained replicas have left.</summary>
    public void SettleNodes()
    {
        if (_hasNodes)
        {
            _prefill.Settle([.. _simulation.WorkerIds(EngineRole.Prefill)]);
            _decode.Settle([.. _simulation.WorkerIds(EngineRole.Decode)]);
        }
    }

    public void Decide(TimeSpan now)
    {
        var decision = _policy.Decide(new PoolObservation(
            now, _traffic.Read(now), _simulation.Loads, Wanted, new ReplicaPair(_prefill.Ready, _decode.Ready)));
        _policy = decision.Next;
        NextDecisionAt += _policy.Interval;
        Desired = decision.Desired;
    }

    public void CountRefusal() => _refusals++;

    public void Want(ReplicaPair replicas, TimeSpan now)
    {
        _changes += (replicas.Prefill != Wanted.Prefill ? 1 : 0) + (replicas.Decode != Wanted.Decode ? 1 : 0);
        _prefill.Reduce(replicas.Prefill, now);
        _decode.Reduce(replicas.Decode, now);
        Serve();
        _prefill.Grow(replicas.Prefill, now);
        _decode.Grow(replicas.Decode, now);
        Serve();
    }

    public void Lose(EngineRole role, int replicas, TimeSpan now)
    {
        var failing = role == EngineRole.Prefill ? _prefill : _decode;
        var lost = Math.Min(replicas, failing.Ready);
        for (var i = 0; i < lost; i++)
        {
            _simulation.KillOne(role);
        }

        failing.Lose(lost, now);
        Serve();
    }

    public int Serving(EngineRole role) => role == EngineRole.Prefill ? _prefill.Ready : _decode.Ready;

    /// <summary>The replica fails that is so many-th oldest of those that serve, from 0; nothing happens where fewer serve.</summary>
    public void LoseRanked(EngineRole role, int rank, TimeSpan now)
    {
        if (rank < Serving(role))
        {
            _simulation.Kill(role, _simulation.WorkerIds(role).ElementAt(rank));
            (role == EngineRole.Prefill ? _prefill : _decode).Lose(1, now);
            Serve();
        }
    }

    /// <summary>The node fails with every replica on it.</summary>
    public void LoseNode(int node, TimeSpan now)
    {
        LoseNode(EngineRole.Prefill, _prefill, node, now);
        LoseNode(EngineRole.Decode, _decode, node, now);
        Serve();
    }

    public IEnumerable<PoolState> States()
    {
        if (Scenario.Mode.ManagesPrefill())
        {
            yield return State(PrefillComponent, Wanted.Prefill, Desired.Prefill, Scenario.Engine.PrefillGpus, Scenario.MinEndpoints.Prefill);
        }

        yield return State(DecodeComponent, Wanted.Decode, Desired.Decode, Scenario.Engine.DecodeGpus, Scenario.MinEndpoints.Decode);
    }

    public IEnumerable<ComponentSample> Components()
    {
        var engines = _simulation.Snapshot().Engines;
        var name = $"{Scenario.Graph}";
        if (Scenario.Mode.ManagesPrefill())
        {
            yield return new ComponentSample(
                name,
                PrefillComponent,
                _prefill.Ready,
                Desired.Prefill,
                _prefill.Holding(engines.ReadyPrefill, engines.DrainingPrefill) * Scenario.Engine.PrefillGpus);
        }

        yield return new ComponentSample(
            name,
            DecodeComponent,
            _decode.Ready,
            Desired.Decode,
            _decode.Holding(engines.ReadyDecode, engines.DrainingDecode) * Scenario.Engine.DecodeGpus);
    }

    /// <summary>Traffic and outcomes since the previous call.</summary>
    public (PoolTraffic Traffic, Attainment Attainment) TakeWindow()
    {
        var now = _simulation.Snapshot();
        var traffic = now.Now > _sampled.Now ? PoolTraffic.Between(_sampled, now) : default;
        _sampled = now;
        return (traffic, _judge.TakeWindow());
    }

    /// <summary>What is held from now until the next moment.</summary>
    public void CountFewest() => _fewest = _fewest.AtMost(new ReplicaPair(_prefill.Placed, _decode.Placed));

    /// <summary>GPU hours are final from here on; what is in flight may still finish.</summary>
    public void CloseBooks(TimeSpan now) =>
        _gpuHours = _simulation.HeldGpuHours + _prefill.StartingGpuHours(now) + _decode.StartingGpuHours(now);

    public PoolResult Result()
    {
        var unfinished = _simulation.Snapshot().Engines.InFlight;
        _judge.Miss(unfinished);
        return new PoolResult(
            Scenario.Graph,
            _judge.Total,
            _judge.Ttft,
            _judge.Itl,
            _judge.GoodTokens,
            _judge.Failed,
            unfinished,
            _gpuHours,
            _changes,
            _refusals,
            _fewest);
    }

    public void Dispose() => _simulation.Dispose();

    private void LoseNode(EngineRole role, RoleReplicas replicas, int node, TimeSpan now)
    {
        foreach (var engine in replicas.Evict(node, now))
        {
            _simulation.Kill(role, engine);
        }

        var engines = _simulation.Snapshot().Engines;
        replicas.Lose(replicas.Ready - (role == EngineRole.Prefill ? engines.ReadyPrefill : engines.ReadyDecode), now);
    }

    private void Serve()
    {
        _simulation.SetReady(_prefill.Ready, _decode.Ready);
        SettleNodes();
    }

    private StartupDraw Draw(TimeSpan median, EngineRole role) => new(median, Scenario.StartUpSpread, Scenario.Seed + (ulong)role);

    private PoolState State(string component, int replicas, int desired, int gpus, int floor) =>
        new(new PoolId(Scenario.Graph.Namespace, Scenario.Graph.Graph, component), replicas, gpus)
        {
            Proposal = new PoolProposal(desired, TimeSpan.Zero),
            EndpointFloor = floor,
            Priority = Scenario.Priority,
            Writable = true,
        };

    private static TimeSpan? Earlier(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a < b ? a : b;
}
