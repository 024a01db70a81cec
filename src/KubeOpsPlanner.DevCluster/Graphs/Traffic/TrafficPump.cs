using KubeOpsPlanner.Planning.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.DevCluster.Graphs.Traffic;

/// <summary>Plays all traces on with domain time, a little at a time; what it cannot play in time is its lag.</summary>
internal sealed class TrafficPump(TrafficRegistry registry, ScaledTimeProvider clock, TimeProvider system, ILogger<TrafficPump> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    // Of one period; the rest belongs to the control plane and the operator in the same process.
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(35);

    private long _lagTicks;

    /// <summary>Domain time by which the furthest behind was late at the end of the last round.</summary>
    public TimeSpan Lag => TimeSpan.FromTicks(Interlocked.Read(ref _lagTicks));

    /// <summary>One round over all graphs; each gets an equal part of the budget, at least one step.</summary>
    public void Round()
    {
        var graphs = registry.All.ToList();
        var goal = clock.Elapsed;
        var share = Budget / Math.Max(1, graphs.Count);
        var lag = TimeSpan.Zero;
        foreach (var graph in graphs)
        {
            var start = system.GetTimestamp();
            var left = Play(graph, goal, () => system.GetElapsedTime(start) < share);
            lag = left > lag ? left : lag;
        }

        Interlocked.Exchange(ref _lagTicks, lag.Ticks);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, system);
        while (await WaitAsync(timer, stoppingToken))
        {
            Round();
        }
    }

    private TimeSpan Play(GraphTraffic graph, TimeSpan goal, Func<bool> hasTime)
    {
        try
        {
            return graph.AdvanceTo(goal, hasTime);
        }
        catch (Exception error)
        {
            // A bad line late in a trace must not stop the others.
            graph.Fail($"the trace cannot be played on: {error.Message}");
            logger.LogError(error, "The trace of {DynamoNamespace} cannot be played on", graph.DynamoNamespace);
            return TimeSpan.Zero;
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
