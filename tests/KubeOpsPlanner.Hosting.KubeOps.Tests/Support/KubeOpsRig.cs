using KubeOps.Abstractions.Reconciliation;
using KubeOpsPlanner.Entities;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;
using KubeOpsPlanner.Hosting.KubeOps.Controllers;
using KubeOpsPlanner.Hosting.KubeOps.Entities;
using KubeOpsPlanner.Kubernetes.Watching;
using KubeOpsPlanner.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Plan = KubeOpsPlanner.Entities.Meta.Entity<
    KubeOpsPlanner.Entities.PoolPlans.PoolPlanSpec, KubeOpsPlanner.Entities.PoolPlans.PoolPlanStatus>;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Support;

/// <summary>One controller of plans with what KubeOps would give it: a queue that writes down what it is told.</summary>
internal sealed class KubeOpsRig : IDisposable
{
    public static readonly ObjectKey Chat = new("inference", "chat");

    public KubeOpsRig()
    {
        Store = Stores.GetOrAdd(Kinds.PoolPlans, []).Store;
        Store.ReplaceAll([], new HashSet<ObjectKey>(), 1);
        Loop = new EntityLoop<PoolPlanEntity>(new EntityKind<PoolPlanEntity>(Kinds.PoolPlans.Api), new ReconcileLoop(
            "Plans", () => Reconciler, new ReconcileLimits(1, TimeSpan.FromMinutes(10)), key => Store.Get(key)?.Metadata, Stores,
            Ownership, Time, () => 0, NullLogger.Instance));
        Controller = new EntityController<PoolPlanEntity>(Loop, QueueAsync);
        Feed = new EntityFeed<PoolPlanEntity, Plan>(Loop, QueueAsync, Triggers, Stores, Ownership, Time);
    }

    public StoreSet Stores { get; } = new();

    public SharedStore<Plan> Store { get; }

    public FixedOwnership Ownership { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public ScriptedReconciler Reconciler { get; } = new();

    public ControllerTriggers<Plan> Triggers { get; } = new();

    public EntityLoop<PoolPlanEntity> Loop { get; }

    public EntityController<PoolPlanEntity> Controller { get; }

    public EntityFeed<PoolPlanEntity, Plan> Feed { get; }

    public List<(string Name, string Uid, ReconciliationType Type, TimeSpan In)> Queued { get; } = [];

    public static PoolPlanEntity Entity(string uid) =>
        new() { Metadata = { Name = Chat.Name, NamespaceProperty = Chat.Namespace, Uid = uid } };

    public void Put(string uid, ulong version, DateTimeOffset? deletedAt = null) => Store.Set(
        new Plan(
            new ObjectMeta
            {
                Name = Chat.Name,
                Namespace = Chat.Namespace,
                Uid = uid,
                ResourceVersion = version.ToString(),
                DeletionTimestamp = deletedAt,
            },
            new(), new()),
        version);

    public void Dispose()
    {
        Feed.Dispose();
        Loop.Dispose();
    }

    private Task<bool> QueueAsync(
        PoolPlanEntity entity, ReconciliationType type, ReconciliationTriggerSource source, TimeSpan queueIn, int retryCount,
        CancellationToken cancellationToken)
    {
        Queued.Add((entity.Metadata.Name, entity.Metadata.Uid, type, queueIn));
        return Task.FromResult(source == ReconciliationTriggerSource.Operator);
    }
}
