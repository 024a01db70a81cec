using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>What 100 plans remember after a day of ticks more than after half of it, and what a late tick allocates more than an early one.</summary>
internal sealed class PlanMemoryGrowth : IHarness
{
    private const int Plans = 100;
    private const int TicksPerHalfDay = (int)(12 * 3600 / PlanningTicks.IntervalSeconds);
    private const double GoalMebibytes = 0.1;

    public string Subject => "what plans remember";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var profile = PlanningTicks.Profile();
        var states = new LocalPlanState[Plans];
        var firstHalf = Run(states, profile, 0);
        var half = GC.GetTotalMemory(forceFullCollection: true);
        var secondHalf = Run(states, profile, TicksPerHalfDay);
        var whole = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(states);
        IReadOnlyList<Figure> figures =
        [
            Figure.OfRuns($"state of {Plans} plans: growth over the second 12 h", Figure.Mebibytes, [Mebibytes(whole - half)]) with { Goal = GoalMebibytes },
            Figure.OfRuns($"allocated by {Plans} plans in the second 12 h beyond the first", Figure.Mebibytes, [Mebibytes(secondHalf - firstHalf)]),
        ];
        return Task.FromResult(figures);
    }

    private static long Run(LocalPlanState[] states, EngineProfile profile, int from)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var plan = 0; plan < states.Length; plan++)
        {
            states[plan] = PlanningTicks.Warm(KalmanPredictor.Type, profile, TicksPerHalfDay, from, states[plan]);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Mebibytes(long bytes) => Math.Max(0, bytes) / (1024.0 * 1024.0);
}
