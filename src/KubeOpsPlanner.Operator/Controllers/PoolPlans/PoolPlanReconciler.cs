using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Entities.PoolPlans;
using KubeOpsPlanner.Hosting.Clusters;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Actuation;
using KubeOpsPlanner.Operator.Actuation.Virtual;
using KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;
using KubeOpsPlanner.Operator.Observations;
using KubeOpsPlanner.Operator.Options;
using KubeOpsPlanner.Operator.Statuses;
using KubeOpsPlanner.Planning.Actuation;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans;

/// <summary>
/// One local planning loop per PoolPlan. Changes in the cluster refresh the status at once; a decision is made once per
/// interval of domain time, because a shorter window says less about the traffic.
/// </summary>
public sealed class PoolPlanReconciler(
    PlanGatherer gatherer,
    PlanObserver observer,
    WarmupTraces traces,
    ReplicaWriter writer,
    PlanTelemetry telemetry,
    ICluster cluster,
    IEventRecorder events,
    PlannerOptions options) : IReconciler
{
    private readonly ConcurrentDictionary<ObjectKey, (string Uid, PlanMemory Memory)> _memories = new();

    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (gatherer.Gather(key) is not { } facts || facts.Plan.Metadata.IsBeingDeleted)
        {
            _memories.TryRemove(key, out _);
            telemetry.Forget(key);
            return ReconcileResult.Done;
        }

        var assessment = PlanAssessment.Of(facts);
        var isSuspended = Suspension.IsActive(facts.Plan.Metadata, options.DomainClock.GetUtcNow());
        var interval = options.DomainClock.ToSystem(PlanSchedule.Interval(facts.Spec));
        if (assessment.Roles is not { } roles)
        {
            await ReportAsync(new PlanReport(facts, assessment, null, null, null, isSuspended), cancellationToken);
            return ReconcileResult.After(interval);
        }

        var now = options.DomainClock.Elapsed;
        var memory = WatchStarts(Recall(facts, now), roles.Current(facts), roles.Ready, now);
        _memories[key] = (facts.Plan.Metadata.Uid, memory);
        var due = PlanSchedule.Of(facts.Spec, memory, now);
        if (!due.IsDue)
        {
            await ReportAsync(new PlanReport(facts, assessment, null, null, null, isSuspended), cancellationToken);
            return ReconcileResult.After(options.DomainClock.ToSystem(due.Wait));
        }

        var sight = await observer.LookAsync(facts, roles, assessment.Profile, memory, due, cancellationToken);
        var pass = PlanPass.Of(facts, roles, assessment.Profile, sight, memory, now);
        _memories[key] = (facts.Plan.Metadata.Uid, pass.Memory);

        if (!pass.Decides)
        {
            await ReportAsync(new PlanReport(facts, assessment, null, null, null, isSuspended), cancellationToken);
            return ReconcileResult.After(interval);
        }

        var mayAct = !isSuspended && !facts.Spec.Advisory;
        var told = mayAct && facts.Spec.Environment == PlanEnvironment.Virtual ? Tell(facts, pass) : null;
        var write = mayAct && facts.Spec.Environment == PlanEnvironment.Kubernetes ? await writer.WriteAsync(facts.Target!, facts.Adapters, roles.Wanted(pass.Decision.Desired), cancellationToken) : null;
        telemetry.Record(key, PlanSample.Of(facts, roles, pass, sight, now));
        Announce(facts, pass.Decision, write);
        await ReportAsync(
            new PlanReport(facts, assessment, pass.Local, sight.Traffic?.Metrics, write, isSuspended)
            {
                Load = pass.Load,
                Engines = sight.Engines,
                Told = told,
                IsGlance = pass.Local is not null && sight.Traffic is null,
            },
            cancellationToken);
        return ReconcileResult.After(interval);
    }

    private DecisionRecord? Tell(PlanFacts facts, PlanPass pass)
    {
        var record = VirtualDecisions.Read(facts.Plan.Status.Decision);
        return VirtualDecisions.IsNews(record, pass.Decision) ? record.Propose(pass.Decision.Desired, StatusTime.Of(options.DomainClock.GetUtcNow())) : null;
    }

    private PlanMemory Recall(PlanFacts facts, TimeSpan now)
    {
        if (_memories.TryGetValue(facts.Plan.Metadata.Key, out var kept) && kept.Uid == facts.Plan.Metadata.Uid)
        {
            return kept.Memory.Generation == facts.Plan.Metadata.Generation || PlanInputs.KeepsState(facts.Spec, kept.Memory.Local)
                ? kept.Memory
                : kept.Memory with { Local = NewState(facts, now) };
        }

        return new PlanMemory(facts.Plan.Metadata.Generation, now, NewState(facts, now), null, default);
    }

    /// <summary>Changes of the graph come between ticks; a start that is timed by them is timed well.</summary>
    private static PlanMemory WatchStarts(PlanMemory memory, ReplicaPair wanted, ServingReplicas ready, TimeSpan now) =>
        memory with { Local = memory.Local with { Startup = memory.Local.Startup.Observe(now, wanted, ready) } };

    /// <summary>
    /// From what the status still knows, else from a recording. A plan whose trace cannot be read plans all the same, from its
    /// own traffic alone.
    /// </summary>
    private LocalPlanState NewState(PlanFacts facts, TimeSpan now)
    {
        var state = PlanLearnings.Restore(facts.Spec, facts.Plan.Status, options.DomainClock.GetUtcNow(), now);
        if (state.Forecaster.History.Requests.Count > 0 || facts.Spec.Predictor.WarmupTrace is not { } pattern) return state;
        var warm = PlanPredictor.WarmUp(state, traces.Read(pattern));
        events.Record(
            Kinds.PoolPlans.Api, facts.Plan.Metadata, warm.Problem is null ? EventKind.Normal : EventKind.Warning,
            warm.Problem is null ? "ForecastWarmedUp" : "WarmupTraceNotUsed", warm.Message);
        return warm.State;
    }

    private async Task ReportAsync(PlanReport report, CancellationToken cancellationToken)
    {
        var plan = report.Facts.Plan;
        var status = report.ToStatus(TimeProvider.System.GetUtcNow(), options.DomainClock.GetUtcNow());
        if (StatusPatch.Between(plan.Status, status) is { } body)
        {
            // Two decisions of one number would be a lie: whoever decides on an old status starts over.
            if (status.Decision != plan.Status.Decision) body["metadata"] = new JsonObject { ["resourceVersion"] = plan.Metadata.ResourceVersion };
            await cluster.PatchAsync(
                Kinds.PoolPlans.Api, plan.Metadata.Key, new ClusterPatch(PatchKind.Merge, body, Subresource: "status"), cancellationToken);
        }
    }

    /// <summary>One event per decision that changes something, never one per tick.</summary>
    private void Announce(PlanFacts facts, SizingDecision decision, Finding? write)
    {
        if (write is { IsGood: false })
        {
            events.Record(Kinds.PoolPlans.Api, facts.Plan.Metadata, EventKind.Warning, write.Reason, write.Message);
        }
        else if (decision.Changes && facts.Plan.Status.Desired != DesiredOf(facts, decision))
        {
            events.Record(
                Kinds.PoolPlans.Api, facts.Plan.Metadata, EventKind.Normal, facts.Spec.Advisory ? "ReplicasAdvised" : "ReplicasPlanned",
                $"{decision.Change}: {decision.Message}");
        }
    }

    private static PoolReplicas DesiredOf(PlanFacts facts, SizingDecision decision) => new()
    {
        Prefill = facts.Plan.Status.Desired?.Prefill is null && decision.Prefill is null ? null : decision.Desired.Prefill,
        Decode = facts.Plan.Status.Desired?.Decode is null && decision.Decode is null ? null : decision.Desired.Decode,
    };
}
