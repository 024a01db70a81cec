using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Planning.Actuation;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>The pools of a plan without a graph: what its last decision asks for, and once that is acknowledged, what serves.</summary>
public static class VirtualRoles
{
    public static PlanRoles Of(PoolPlanSpec spec, PoolPlanStatus status)
    {
        var record = VirtualDecisions.Read(status.Decision);
        return new PlanRoles(
            spec.Mode is PlanMode.Disagg or PlanMode.Prefill
                ? Role(ComponentRole.Prefill, spec.Limits.PrefillMinEndpoint, spec.Engine.PrefillGpus, spec, record, record.Replicas.Prefill)
                : null,
            spec.Mode is not PlanMode.Prefill
                ? Role(ComponentRole.Decode, spec.Limits.DecodeMinEndpoint, spec.Engine.DecodeGpus, spec, record, record.Replicas.Decode)
                : null);
    }

    /// <remarks>Before the first decision nobody has told what runs; the least that may run is what is planned from.</remarks>
    private static GraphComponent Role(ComponentRole role, int? minimum, int? gpus, PoolPlanSpec spec, DecisionRecord record, int decided) => new()
    {
        Name = role == ComponentRole.Prefill ? "prefill" : "decode",
        Role = role,
        DeclaredReplicas = record.Id < 0 ? minimum ?? spec.Limits.MinEndpoint : decided,
        Shape = gpus is { } known ? GpuShape.Known(known) : GpuShape.Unknown("spec.engine does not say them"),
        ModelName = spec.ModelName,
        Status = record.Id < 0 || record.IsPending ? null : new ComponentStatus { ReadyReplicas = decided },
        TemplateDigest = "",
    };
}
