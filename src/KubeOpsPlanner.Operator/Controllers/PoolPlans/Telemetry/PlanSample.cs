using KubeOpsPlanner.Operator.Observations.Engines;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;

/// <summary>What one pass over a plan leaves for its metrics.</summary>
/// <param name="At">Domain time of the pass.</param>
/// <param name="Gpus">Held by the replicas that serve, of a role that does not tell by those that it was given; null while a shape is unknown.</param>
public sealed record PlanSample(PlanFacts Facts, SizingDecision Decision, TimeSpan At, double? Gpus)
{
    /// <summary>The throughput loop's last decision; null before its first.</summary>
    public LocalPlan? Local { get; init; }

    /// <summary>The load loop's last decision; null before its first.</summary>
    public LoadPlan? Load { get; init; }

    /// <summary>The engines as last seen; null before.</summary>
    public EngineObservation? Engines { get; init; }

    /// <summary>Since the first pass; time in which the GPUs were not known is left out.</summary>
    public double GpuHours { get; init; }

    public static PlanSample Of(PlanFacts facts, PlanRoles roles, PlanPass pass, PlanSight sight, TimeSpan now)
    {
        var (current, ready, gpus) = (pass.Decision.Current, roles.Ready, roles.Gpus(facts));
        return new PlanSample(facts, pass.Decision, now, Held(ready.Prefill ?? current.Prefill, gpus.Prefill) + Held(ready.Decode ?? current.Decode, gpus.Decode))
        {
            Local = pass.Local,
            Load = pass.Load,
            Engines = sight.Engines,
        };
    }

    /// <summary>A loop that did not decide in this pass keeps what it said before.</summary>
    public PlanSample After(PlanSample before) => this with
    {
        Local = Local ?? before.Local,
        Load = Load ?? before.Load,
        Engines = Engines ?? before.Engines,
        GpuHours = before.GpuHours + ((before.Gpus ?? 0) * (At - before.At).TotalHours),
    };

    private static double? Held(int replicas, int? gpus) => replicas == 0 ? 0 : replicas * gpus;
}
