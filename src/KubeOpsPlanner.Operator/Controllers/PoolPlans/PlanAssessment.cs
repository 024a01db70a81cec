using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Actuation;
using KubeOpsPlanner.Planning.Profiles;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>Whether a plan has what planning needs. Each missing thing has a reason and a sentence of its own.</summary>
/// <param name="Roles">Null while the graph or one of its pools is missing.</param>
/// <param name="Profile">Null while there is none that can be used.</param>
public sealed record PlanAssessment(PlanRoles? Roles, EngineProfile? Profile, Finding Target, Finding ProfileLoaded)
{
    public static PlanAssessment Of(PlanFacts facts)
    {
        var (roles, target) = AssessTarget(facts);
        var (profile, loaded) = AssessProfile(facts);
        return new PlanAssessment(roles, profile, target, loaded);
    }

    /// <summary>Of a plan without a graph: whether its orchestrator is still busy with the last decision.</summary>
    public static Finding OfDecision(DecisionRecord record) => record.IsPending
        ? Finding.No("DecisionPending", $"nobody has reported yet that decision {record.Id} is carried out")
        : Finding.Yes("DecisionsFollowed");

    private static (PlanRoles?, Finding) AssessTarget(PlanFacts facts)
    {
        if (facts.Spec.Environment == PlanEnvironment.Virtual)
        {
            return (VirtualRoles.Of(facts.Spec, facts.Plan.Status), OfDecision(VirtualDecisions.Read(facts.Plan.Status.Decision)));
        }

        if (facts.Target is null)
        {
            return (null, Finding.No("TargetNotFound", $"there is no DynamoGraphDeployment {facts.TargetKey}: create it, or correct spec.targetRef.name"));
        }

        var found = GraphRoles.Find(facts.Target, facts.Spec.Mode, facts.Spec.Backend);
        if (found.Failure is { } failure)
        {
            return (null, Finding.No("PoolNotFound", failure));
        }

        if (facts.Spec.Mode == PlanMode.Agg && facts.Target.Components.FirstOrDefault(component => component.Role == ComponentRole.Prefill) is { } prefill)
        {
            return (null, Finding.No(
                "PoolNotAggregated", $"graph {facts.TargetKey} has the prefill component {prefill.Name}, so {found.Decode!.Name} does not do both: set spec.mode to disagg, or to decode for that pool alone"));
        }

        var roles = new PlanRoles(found.Prefill, found.Decode);
        var unknown = new[] { found.Prefill, found.Decode }.OfType<GraphComponent>().FirstOrDefault(component => !component.Shape.IsKnown);
        return (roles, unknown is null
            ? Finding.Yes("TargetFound")
            : Finding.No("ShapeUnknown", $"the GPUs of {facts.TargetKey}/{unknown.Name} are unknown: {unknown.Shape.UnknownReason}"));
    }

    private static (EngineProfile?, Finding) AssessProfile(PlanFacts facts)
    {
        if (facts.Spec.Profile.ConfigMapRef is not { } reference)
        {
            return (null, facts.Spec.RunsLoadLoop()
                ? Finding.Yes("ProfileNotNeeded", "the loops learn from the engines themselves")
                : Finding.No("ProfileNotNamed", "spec.profile.configMapRef is not set: name the ConfigMap that profiling wrote, or set spec.loadScaling.enabled to learn from the engines"));
        }

        if (facts.Profile is null)
        {
            return (null, Finding.No("ProfileNotFound", $"there is no ConfigMap {facts.Plan.Metadata.Namespace}/{reference.Name}: create it, or correct spec.profile.configMapRef.name"));
        }

        var read = ReadProfiles.Of(facts.Profile);
        return read.Profile is null
            ? (null, Finding.No("ProfileBroken", string.Join(' ', read.Errors.Select(issue => issue.Message))))
            : (read.Profile, Finding.Yes("ProfileLoaded", string.Join(' ', read.Warnings.Select(issue => issue.Message))));
    }
}
