using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>The record of a load decision as status shows it.</summary>
public static class PlanLoads
{
    private const int MostNames = 20;

    public static PlanLoad Of(LoadPlan load, EngineObservation engines, PlanRoles roles) => new()
    {
        Source = engines.Source,
        Message = load.Decision.Message,
        Floor = load.ThroughputFloor is { } floor ? PlanSizings.Pair(roles, floor) : null,
        Prefill = Signals(load.Prefill),
        Decode = Signals(load.Decode),
        Limits = PlanSizings.Limits(load.Decision, roles),
    };

    private static EngineSignals? Signals(RoleVerdict? verdict) => verdict is null ? null : new EngineSignals
    {
        Engines = verdict.Figures.Engines,
        Ready = verdict.Figures.Ready,
        Signal = verdict.Figures.Signal,
        Worst = PlanSizings.Rounded(verdict.Figures.Worst),
        Mean = PlanSizings.Rounded(verdict.Figures.Mean),
        Up = PlanSizings.Rounded(verdict.Figures.Up),
        Down = PlanSizings.Rounded(verdict.Figures.Down),
        Wanted = verdict.Wanted,
        Reason = verdict.Reason.Token(),
        LeftOut = [.. verdict.Figures.LeftOut.Take(MostNames)],
        InterceptMs = PlanSizings.Rounded(verdict.Figures.Line?.Intercept * 1000),
        WorkMs = PlanSizings.Rounded(verdict.Figures.Line?.First * 1e6),
        KvMs = PlanSizings.Rounded(verdict.Figures.Line?.Second * 1e6),
    };
}
