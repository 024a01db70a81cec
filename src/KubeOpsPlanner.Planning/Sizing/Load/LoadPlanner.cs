using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>One tick of one plan's load loop: leave out the silent, learn, ask each role, keep the limits. Pure.</summary>
public static class LoadPlanner
{
    public static LoadPlan Plan(LoadInputs inputs, LoadState state)
    {
        var isAggregated = inputs.Mode == PlanMode.Agg;
        var arrivals = state.Arrivals.Observe(inputs.Now, inputs.StartedRequests);
        var prefill = inputs.Mode.ManagesPrefill() ? Ask(inputs, inputs.Prefill, state.Prefill, arrivals, EnginePart.Prefill) : null;
        var decode = inputs.Mode.ManagesDecode() ? Ask(inputs, inputs.Decode, state.Decode, arrivals, isAggregated ? EnginePart.Aggregated : EnginePart.Decode) : null;

        var decision = LoadSizing.Decide(
            new SizingSnapshot
            {
                Mode = inputs.Mode,
                Current = inputs.Current,
                Gpus = inputs.Gpus,
                Limits = inputs.Limits,
                ThroughputFloor = inputs.ThroughputFloor,
                StabilizationWindowSeconds = inputs.StabilizationWindowSeconds,
                RecentDesired = [.. state.Recent.Select(recent => new DesiredSample((inputs.Now - recent.At).TotalSeconds, recent.Raw))],
            },
            prefill?.Verdict,
            decode?.Verdict);

        var next = new LoadState(prefill?.Memory ?? state.Prefill, decode?.Memory ?? state.Decode, Remember(inputs, state.Recent, decision))
        {
            Arrivals = arrivals,
        };
        return new LoadPlan(decision, prefill?.Verdict, decode?.Verdict, inputs.ThroughputFloor, next);
    }

    private static Answer Ask(LoadInputs inputs, RoleEngines engines, RoleMemory memory, ArrivalRate arrivals, EnginePart part)
    {
        var workers = engines.Engines.GroupBy(engine => engine.Worker, StringComparer.Ordinal).Select(EngineLoad.Merge).ToList();
        var sightings = memory.Sightings.Observe(inputs.Now, workers);
        var fresh = workers.Where(worker => !sightings.IsStale(worker, inputs.Now, inputs.Options.StaleSeconds)).ToList();
        var passes = fresh.Where(memory.Sightings.HasNewPasses).SelectMany(worker => worker.Passes);
        var model = Start(memory, inputs.Profile, engines.Capabilities, part).Learn(passes);

        var promptTokens = model.MeanPromptTokens ?? inputs.PromptTokens;
        var role = new RoleLoad
        {
            Current = part == EnginePart.Prefill ? inputs.Current.Prefill : inputs.Current.Decode,
            Ready = part == EnginePart.Prefill ? inputs.Ready.Prefill : inputs.Ready.Decode,
            Engines = [.. WaitingRequests.Spread(engines, fresh, part == EnginePart.Decode, promptTokens, inputs.OutputTokens)],
            Stale = [.. workers.Except(fresh).Select(worker => worker.Worker)],
            Capabilities = engines.Capabilities,
            IsAnswered = memory.AnsweredUntil > inputs.Now,
            Model = model,
            PromptTokens = inputs.PromptTokens,
            CacheHitRate = CacheHits.Bounded(inputs.CacheHitRate),
            Floor = part == EnginePart.Prefill ? inputs.ThroughputFloor?.Prefill : inputs.ThroughputFloor?.Decode,
            Bursts = part == EnginePart.Prefill ? inputs.Bursts.Prefill : inputs.Bursts.Decode,
            AcceptLength = SpeculativeDecoding.AcceptLength(inputs.AcceptLength, inputs.SpeculativeTokens),
        };
        role = role with { Outlook = OutlookEstimate.Of(inputs, role, arrivals, part) };
        var verdict = part == EnginePart.Prefill
            ? LoadSizing.OfPrefill(role, inputs.Options)
            : LoadSizing.OfDecode(role, inputs.Options, part == EnginePart.Aggregated);
        var (startup, confirmed) = Confirm(inputs, memory.Startup, role, verdict, part);
        return new Answer(confirmed, new RoleMemory(model, sightings, startup) { AnsweredUntil = Answered(inputs.Now, memory.AnsweredUntil, role, verdict) });
    }

    /// <summary>
    /// Replicas that began to serve get as much time for what waits as they took to start. What then still waits they cannot
    /// carry, whatever the capacity that was believed in; and what comes back after it was gone is new.
    /// </summary>
    private static TimeSpan? Answered(TimeSpan now, TimeSpan? until, RoleLoad role, RoleVerdict verdict) => (role.Outlook, verdict) switch
    {
        ({ } outlook, _) when verdict.IsGrowth || role.Ready < role.Current => now + TimeSpan.FromSeconds(outlook.ReadySeconds),
        (_, { IsOver: true }) => until,
        _ => null,
    };

    private static (StartupShrink Startup, RoleVerdict Verdict) Confirm(
        LoadInputs inputs, StartupShrink startup, RoleLoad role, RoleVerdict verdict, EnginePart part)
    {
        var cancelsStarts = verdict.IsShrink && role.Ready < role.Current;
        var floor = inputs.ThroughputFloor is { } bound ? part == EnginePart.Prefill ? bound.Prefill : bound.Decode : 0;
        var next = startup.Observe(inputs.Now, role, cancelsStarts && floor < role.Current);
        return cancelsStarts && !next.IsSustained(inputs.Now, inputs.Options.IntervalSeconds)
            ? (next, verdict with
            {
                Wanted = role.Current,
                Reason = SizingReason.ScalingInProgress,
                Message = $"{verdict.Message}; {role.Current - role.Ready} replicas are starting and go once that holds for {inputs.Options.IntervalSeconds:0} s",
            })
            : (next, verdict);
    }

    /// <summary>A pool whose engines have reported nothing yet begins with what its profile says.</summary>
    private static PassModel Start(RoleMemory memory, EngineProfile? profile, EngineCapabilities capabilities, EnginePart part)
    {
        if (memory.HasLearned || profile is null) return memory.Model;
        var model = memory.Model;
        if (part != EnginePart.Decode && profile.Prefill is { } prefill) model = model.Learn(ProfilePasses.OfPrefill(prefill, capabilities.MaxBatchedTokens));
        if (part != EnginePart.Prefill && profile.Decode is { } decode) model = model.Learn(ProfilePasses.OfDecode(decode));
        return model;
    }

    private static ImmutableArray<RecentDesired> Remember(LoadInputs inputs, ImmutableArray<RecentDesired> recent, SizingDecision decision)
    {
        if (inputs.StabilizationWindowSeconds <= 0 || decision.Raw is not { } raw) return [];
        var window = TimeSpan.FromSeconds(inputs.StabilizationWindowSeconds);
        return [.. recent.Where(entry => inputs.Now - entry.At <= window), new RecentDesired(inputs.Now, raw)];
    }

    private sealed record Answer(RoleVerdict Verdict, RoleMemory Memory);
}
