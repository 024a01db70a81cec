using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.Reconciling;
using KubeOpsPlanner.Operator.Admission;
using KubeOpsPlanner.Operator.Controllers.PoolPlans;
using KubeOpsPlanner.Operator.Options;
using Microsoft.Extensions.Hosting;
using PoolPlan = KubeOpsPlanner.Entities.Meta.Entity<
    KubeOpsPlanner.Entities.PoolPlans.PoolPlanSpec, KubeOpsPlanner.Entities.PoolPlans.PoolPlanStatus>;

namespace KubeOpsPlanner.Operator.Actuation.ForeignWrites;

/// <summary>
/// Tells the owner of a plan who fights it. Watches changes, not states: who set the replicas before there was a plan is
/// nobody's business. A fight is one event whose count goes up, because the recorder counts repeated reasons.
/// </summary>
public sealed class ForeignWriteService(
    IStore<DynamoGraphDeployment> graphs,
    IStore<DynamoGraphDeploymentScalingAdapter> adapters,
    IStore<PoolPlan> plans,
    IOwnership ownership,
    IEventRecorder events,
    OperatorHostOptions host,
    PlannerOptions options) : IHostedService
{
    public const string Reason = "ReplicasChangedByOther";

    private readonly List<IDisposable> _subscriptions = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(graphs.Subscribe(change =>
        {
            if (change is { Kind: StoreChangeKind.Updated, Old: { } old, New: { } now } && old.Metadata.Uid == now.Metadata.Uid)
                Tell(now.Metadata.Key, now, ForeignWrite.Between(old, now, host.Name));
        }));
        _subscriptions.Add(adapters.Subscribe(change =>
        {
            if (change is { Kind: StoreChangeKind.Updated, Old: { } old, New: { } now } && old.Metadata.Uid == now.Metadata.Uid)
            {
                var key = new ObjectKey(now.Metadata.Namespace, now.GraphName);
                Tell(key, graphs.Get(key), ForeignWrite.Between(old, now, host.Name));
            }
        }));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        return Task.CompletedTask;
    }

    private void Tell(ObjectKey graph, DynamoGraphDeployment? state, IEnumerable<ForeignWrite> writes)
    {
        foreach (var write in writes)
        {
            foreach (var plan in plans.ByIndex(ValidationHandler.PlansByTarget, graph.ToString()).Where(plan => Fights(plan, state, write.Component)))
            {
                events.Record(
                    Kinds.PoolPlans.Api, plan.Metadata, EventKind.Warning, Reason,
                    $"{write} of {graph}, which this plan sizes: leave replicas out of what that manager applies, or suspend the plan");
            }
        }
    }

    private bool Fights(PoolPlan plan, DynamoGraphDeployment? graph, string component) =>
        !plan.Spec.Advisory
        && !plan.Metadata.IsBeingDeleted
        && !Suspension.IsActive(plan.Metadata, options.DomainClock.GetUtcNow())
        && PlanPools.Sizes(plan.Spec, graph, component)
        && ownership.Owns(plan.Metadata.Key);
}
