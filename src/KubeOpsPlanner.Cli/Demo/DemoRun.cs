using System.Diagnostics;
using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.DevCluster.Core;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Simulation.Reporting;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>Plays a trace against a local cluster in compressed time while the scenario's users do what they do.</summary>
internal sealed class DemoRun : IDisposable
{
    /// <summary>With starting, stopping and a slow machine, the whole stays below three minutes.</summary>
    private static readonly TimeSpan LongestReplay = TimeSpan.FromSeconds(150);

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SettleWithin = TimeSpan.FromSeconds(15);

    /// <summary>An hour in about sixty rows.</summary>
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMinutes(1);

    private readonly LocalCluster _cluster;
    private readonly ScaledTimeProvider _clock;
    private readonly DemoTraffic _traffic;
    private readonly TextWriter _output;
    private readonly ClockGovernor _governor;
    private readonly FleetState _fleet;
    private readonly TimelineRecorder _recorder;
    private readonly LiveTimeline _live = new();
    private readonly ApiCaller _admin;
    private readonly ApiCaller _tenant;
    private readonly ApiCaller _autoscaler;

    public DemoRun(LocalCluster cluster, ScaledTimeProvider clock, DemoTraffic traffic, DemoOptions options, FleetState fleet, TextWriter output)
    {
        (_cluster, _clock, _traffic, _output, _fleet) = (cluster, clock, traffic, output, fleet);
        _governor = new ClockGovernor(options.Scale);
        _recorder = new TimelineRecorder(new Timeline
        {
            Title = "KubeOpsPlanner demo",
            Subtitle = $"{traffic.Name}: {traffic.Duration.TotalMinutes:0} minutes at up to {options.Scale:0.#} times real time; "
                + $"rate × {traffic.ChatFactor:0.0} for chat and × {traffic.CodeFactor:0.0} for code",
            Budget = $"GlobalBudget {StarterSet.BudgetName}",
            Targets = traffic.Targets,
            Samples = [],
        });
        _admin = Caller(cluster.Users.Admin);
        _tenant = Caller(cluster.Users.Tenant);
        _autoscaler = Caller(cluster.Users.Autoscaler);
    }

    /// <summary>Counts every change of a core's graphs from now on.</summary>
    public static void Follow(ApiServerCore core, FleetState fleet) => core.Committed += change =>
        fleet.Apply(change.Plural, change.ResourceVersion, change.Object, change.Type == "DELETED");

    public async Task<Timeline> PlayAsync(CancellationToken cancellationToken)
    {
        var start = _clock.Elapsed;
        var watch = Stopwatch.StartNew();
        var steps = new Queue<ScenarioStep>(new DemoScenario(_admin, _tenant, _autoscaler, _fleet).Steps);
        var nextSample = TimeSpan.Zero;
        var lateness = TimeSpan.Zero;
        for (var at = TimeSpan.Zero; at < _traffic.Duration; at = _clock.Elapsed - start)
        {
            _clock.Scale = _governor.Next(_clock.Scale, _cluster.Graphs.Lag, lateness);
            if (steps.TryPeek(out var step) && (at >= step.At * _traffic.Duration || watch.Elapsed > step.At * LongestReplay))
            {
                await TakeAsync(steps.Dequeue(), at, cancellationToken);
            }

            if (at >= nextSample)
            {
                lateness = await SampleAsync(at, cancellationToken);
                nextSample += SampleEvery;
            }

            if (watch.Elapsed > LongestReplay)
            {
                _recorder.Mark(new TimelineMark(
                    at, TimelineMarkKind.Note, "demo", "replay",
                    $"ended after {LongestReplay.TotalSeconds:0} s of real time, because this machine plays no faster"));
                break;
            }

            await Task.Delay(Beat, cancellationToken);
        }

        await SettleAsync(_clock.Elapsed - start, cancellationToken);
        return _recorder.Timeline;
    }

    public void Dispose()
    {
        _admin.Dispose();
        _tenant.Dispose();
        _autoscaler.Dispose();
    }

    private ApiCaller Caller(LocalUser user) => new(_cluster.Server.Url, _cluster.Server.CaPem, user);

    private async Task TakeAsync(ScenarioStep step, TimeSpan at, CancellationToken cancellationToken)
    {
        var answer = await step.ActAsync(cancellationToken);
        var message = answer.Message.Length > 0 ? $"HTTP {answer.Code}: {answer.Message}" : $"HTTP {answer.Code}";
        _recorder.Mark(new TimelineMark(
            at, answer.IsSuccess ? TimelineMarkKind.Admitted : TimelineMarkKind.Refused, step.Actor, step.Subject, message));
        _recorder.Judge(step.Expectation.Judge(answer));
    }

    /// <returns>Domain time by which the latest decision of a plan is overdue.</returns>
    private async Task<TimeSpan> SampleAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(at, cancellationToken);
        _recorder.Add(reading);
        foreach (var line in _live.NewLines(_recorder.Timeline))
        {
            await _output.WriteLineAsync(line);
        }

        await _output.FlushAsync(cancellationToken);
        var now = _clock.GetUtcNow();
        var overdue = reading.Plans
            .Where(plan => plan.Status.DecidedAt is not null)
            .Select(plan => now - plan.Status.DecidedAt!.Value - TimeSpan.FromSeconds(plan.Spec.ThroughputScaling.IntervalSeconds));
        return overdue.DefaultIfEmpty(TimeSpan.Zero).Max();
    }

    private async Task<FleetReading> ReadAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var plans = await _cluster.Admin.ListAsync(Kinds.PoolPlans, null, cancellationToken);
        var budget = await _cluster.Admin.GetAsync(Kinds.GlobalBudgets, ObjectKey.Cluster(StarterSet.BudgetName), cancellationToken);
        var graphs = _cluster.Graphs.Snapshots();
        return new FleetReading(at, graphs, graphs.ToDictionary(graph => graph.Graph, graph => _fleet.Vector(graph.Graph)), plans.Items, budget!);
    }

    /// <summary>What must hold at the end, once the last changes have been seen.</summary>
    private async Task SettleAsync(TimeSpan at, CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.StartNew();
        var reading = await ReadAsync(at, cancellationToken);
        while (reading.Budget.Status.TotalGpus != _fleet.TotalGpus && deadline.Elapsed < SettleWithin)
        {
            await Task.Delay(Beat, cancellationToken);
            reading = await ReadAsync(at, cancellationToken);
        }

        foreach (var verdict in EndVerdicts.Of(reading, _fleet))
        {
            _recorder.Judge(verdict);
        }
    }
}
