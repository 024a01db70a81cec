using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>What plans remember after a day of ticks more than after half of it, and what a late tick allocates more than an early one.</summary>
internal sealed class PlanMemoryGrowth : IHarness
{
    private const double HalfDaySeconds = 12 * 3600;
    private const double GoalMebibytes = 0.1;

    /// <summary>Its loop decides 36 times as often, so fewer plans tell as much.</summary>
    private const int LoadPlans = 4;

    private const int Plans = 100;
    private const int Engines = 2;

    public string Subject => "what plans remember";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var profile = PlanningTicks.Profile();
        IReadOnlyList<Figure> figures =
        [
            .. Growth<LocalPlanState>($"{Plans} plans", Plans, PlanningTicks.IntervalSeconds, (state, from, ticks) =>
                PlanningTicks.Warm(KalmanPredictor.Type, profile, ticks, from, state)),
            .. Growth<LoadState>($"load loops of {LoadPlans} plans", LoadPlans, LoadTicks.IntervalSeconds, (state, from, ticks) =>
                LoadTicks.Warm(LoadTarget.Sla, Engines, profile, ticks, from, state)),
        ];
        return Task.FromResult(figures);
    }

    /// <param name="live">The state after so many ticks more, from a tick on.</param>
    private static IEnumerable<Figure> Growth<TState>(string what, int plans, double intervalSeconds, Func<TState?, int, int, TState> live)
        where TState : class
    {
        var ticks = (int)(HalfDaySeconds / intervalSeconds);
        var states = new TState?[plans];
        var firstHalf = Run(0);
        var half = GC.GetTotalMemory(forceFullCollection: true);
        var secondHalf = Run(ticks);
        var whole = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(states);
        yield return Figure.OfRuns($"state of {what}: growth over the second 12 h", Figure.Mebibytes, [Mebibytes(whole - half)]) with { Goal = GoalMebibytes };
        yield return Figure.OfRuns($"allocated by {what} in the second 12 h beyond the first", Figure.Mebibytes, [Mebibytes(secondHalf - firstHalf)]);

        long Run(int from)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var plan = 0; plan < plans; plan++) states[plan] = live(states[plan], from, ticks);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static double Mebibytes(long bytes) => Math.Max(0, bytes) / (1024.0 * 1024.0);
}
