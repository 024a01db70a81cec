using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;

/// <summary>What each loop said last, in the upstream planner's words where it has one.</summary>
internal static class DecisionStates
{
    private const string Disabled = "disabled";
    private const string Unset = "unset";

    public static string OfThroughput(PlanSample sample) => (sample.Facts.Spec.RunsThroughputLoop(), sample.Local) switch
    {
        (false, _) => Disabled,
        (_, null) => Unset,
        (_, { Decision.Reason: var reason }) => reason.ThroughputToken(),
    };

    /// <remarks>Of one role up and one down, upstream names the role that grows.</remarks>
    public static string OfLoad(PlanSample sample) => (sample.Facts.Spec.RunsLoadLoop(), sample.Load) switch
    {
        (false, _) => Disabled,
        (_, null) => Unset,
        (_, { Decision.Reason: SizingReason.Scale }) => SizingReason.ScaleUp.Token(),
        (_, { Decision.Reason: var reason }) => reason.Token(),
    };
}
