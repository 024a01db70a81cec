using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>What the loops made of what one pass saw. Pure.</summary>
/// <param name="Local">Null where the throughput loop did not decide.</param>
/// <param name="Load">Null where the load loop did not decide.</param>
/// <param name="Memory">For the next pass.</param>
public sealed record PlanPass(LocalPlan? Local, LoadPlan? Load, PlanMemory Memory)
{
    /// <summary>False for a look at traffic of which too little is known yet.</summary>
    public bool Decides => Local is not null || Load is not null;

    /// <summary>What is to be done: where both loops run the load loop has the last word, above the other's bound.</summary>
    public SizingDecision Decision => Load?.Decision ?? Local!.Decision;

    /// <param name="now">Domain time of the pass.</param>
    public static PlanPass Of(PlanFacts facts, PlanRoles roles, EngineProfile? profile, PlanSight sight, PlanMemory memory, TimeSpan now)
    {
        var look = PlanSchedule.LooksForBursts(facts.Spec) ? sight.Counters?.Since(memory.Looked) : null;
        var inputs = PlanInputs.Of(facts, roles, profile, sight.Traffic?.Window, memory, now) with { Look = look };
        var local = sight.Traffic is not null ? LocalPlanner.Plan(inputs, memory.Local)
            : look is not null ? LocalPlanner.Glance(PlanInputs.AtGlance(inputs, sight.Counters!.Counters), memory.Local)
            : null;
        var next = memory with
        {
            Looked = sight.Counters ?? memory.Looked,
            Local = local?.Next ?? (look is null ? memory.Local : LocalPlanner.Watch(inputs, memory.Local)),
            Load = local is null ? memory.Load : facts.Spec.RunsLoadLoop() ? Loop(facts, roles, memory, now) with { Floor = Floor(local, memory) } : null,
        };
        next = sight.Traffic is { } traffic
            ? next with
            {
                Generation = facts.Plan.Metadata.Generation,
                TickedAt = now,
                Counters = traffic.Counters,
                Serving = roles.Ready.Settled(local!.Decision.Current),
            }
            : next with { Counters = facts.Spec.RunsThroughputLoop() ? memory.Counters : sight.Counters ?? memory.Counters };
        if (sight.Engines is not { } engines) return new PlanPass(local, null, next);

        var loop = (next.Load ?? Loop(facts, roles, next, now)).Observe(engines);
        var load = LoadPlanner.Plan(PlanLoadInputs.Of(facts, roles, profile, sight, next with { Load = loop }, now), loop.State);
        return new PlanPass(local, load, next with
        {
            Generation = facts.Plan.Metadata.Generation,
            Load = loop with { TickedAt = now, State = load.Next, Counted = engines.Counted },
        });
    }

    /// <summary>A throughput loop that holds leaves the bound that it last knew.</summary>
    private static ReplicaPair? Floor(LocalPlan local, PlanMemory memory) =>
        local.Decision.IsHold ? memory.Load?.Floor : local.Decision.LowerBound;

    private static LoadMemory Loop(PlanFacts facts, PlanRoles roles, PlanMemory memory, TimeSpan now)
    {
        var options = PlanLoadInputs.Options(facts.Spec);
        if (memory.Load is { } kept && kept.State.Fits(options)) return kept;
        var state = LoadLearnings.Restore(LoadState.Begin(options, now, roles.Current(facts)), facts.Plan.Status.Learned);
        return memory.Load is { } other ? other with { State = state } : new LoadMemory(now, state);
    }
}
