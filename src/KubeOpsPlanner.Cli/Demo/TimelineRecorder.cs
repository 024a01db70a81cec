using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>Turns readings of the fleet into a timeline. Pure: the caller brings the readings and the times.</summary>
internal sealed class TimelineRecorder(Timeline empty)
{
    /// <summary>A budget under pressure holds something back at every tick; the first few say it.</summary>
    private const int MaxHeldMarks = 8;

    private readonly List<TimelineSample> _samples = [];
    private readonly List<TimelineMark> _marks = [];
    private readonly List<TimelineVerdict> _verdicts = [];
    private readonly Dictionary<string, string> _held = [];
    private FleetReading? _last;

    /// <remarks>Requests that still wait for a late first token have missed their targets, though they never finished.</remarks>
    public Timeline Timeline => empty with
    {
        Samples = [.. _samples],
        Marks = [.. _marks],
        Verdicts = [.. _verdicts],
        Attainment = _last is null ? Attainment.None : Finished(_last).PlusMissed(_last.Graphs.Sum(graph => graph.LateFirstTokens)),
    };

    public void Add(FleetReading reading)
    {
        MarkHeld(reading);
        var traffic = _last is null ? default : Traffic(_last, reading);
        _samples.Add(new TimelineSample
        {
            At = reading.At,
            RequestsPerSecond = traffic.RequestsPerSecond,
            InputTokensPerSecond = traffic.InputTokensPerSecond,
            OutputTokensPerSecond = traffic.OutputTokensPerSecond,
            Components = [.. reading.Graphs.SelectMany(graph => Components(graph, reading))],
            MinGpus = reading.Budget.Spec.MinGpus,
            MaxGpus = reading.Budget.Spec.MaxGpus,
            Attainment = _last is null ? Finished(reading) : Since(Finished(_last), Finished(reading)),
        });
        _last = reading;
    }

    public void Mark(TimelineMark mark) => _marks.Add(mark);

    public void Judge(TimelineVerdict verdict) => _verdicts.Add(verdict);

    private static Attainment Finished(FleetReading reading) =>
        reading.Graphs.Select(graph => graph.Total).Aggregate(Attainment.None, (sum, each) => sum + each);

    private static Attainment Since(Attainment before, Attainment after) => new(
        after.Finished - before.Finished,
        after.MetTtft - before.MetTtft,
        after.MetItl - before.MetItl,
        after.MetBoth - before.MetBoth,
        after.FirstTokens - before.FirstTokens,
        after.TtftSumMs - before.TtftSumMs,
        after.TokenGaps - before.TokenGaps,
        after.ItlSumMs - before.ItlSumMs);

    private static PoolTraffic Traffic(FleetReading before, FleetReading after) => after.Graphs
        .Join(before.Graphs, graph => graph.Graph, graph => graph.Graph, (now, then) => (Now: now.Pool, Then: then.Pool))
        .Where(pair => pair is { Now: not null, Then: not null } && pair.Now.Now > pair.Then.Now)
        .Select(pair => PoolTraffic.Between(pair.Then!, pair.Now!))
        .Aggregate(default(PoolTraffic), (sum, each) => sum + each);

    private static IEnumerable<ComponentSample> Components(SimulatedGraphSnapshot graph, FleetReading reading)
    {
        var asked = reading.Asked.GetValueOrDefault(graph.Graph) ?? ReplicaVector.Empty;
        var plan = reading.Plans.FirstOrDefault(plan =>
            plan.Metadata.Namespace == graph.Graph.Namespace && plan.Spec.TargetRef?.Name == graph.Graph.Name);
        return
            from component in graph.Components
            let entry = asked[component.Name]
            where entry is { Shape.IsFree: false }
            select new ComponentSample(
                graph.Graph.ToString(),
                component.Name,
                component.Ready,
                Desired(plan?.Status.Desired, component.Name) ?? component.Wanted,
                (int)(entry.Gpus ?? 0));
    }

    private static int? Desired(PoolReplicas? desired, string component) => component switch
    {
        "prefill" => desired?.Prefill,
        "decode" => desired?.Decode,
        _ => null,
    };

    private void MarkHeld(FleetReading reading)
    {
        foreach (var pool in reading.Budget.Status.Pools)
        {
            var isHeld = pool is { Reason: not null, DesiredReplicas: { } desired, GrantedReplicas: { } granted } && granted < desired;
            if (!isHeld)
            {
                _held.Remove(pool.Pool);
            }
            else if (_held.TryAdd(pool.Pool, pool.Reason!) && _marks.Count(mark => mark.Kind == TimelineMarkKind.Held) < MaxHeldMarks)
            {
                _marks.Add(new TimelineMark(
                    reading.At, TimelineMarkKind.Held, $"GlobalBudget {reading.Budget.Metadata.Name}", pool.Pool,
                    $"{pool.GrantedReplicas} of {pool.DesiredReplicas} replicas granted ({pool.Reason})"));
            }
        }
    }
}
