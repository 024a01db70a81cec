using k8s;
using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.KubeOps.Controllers;

/// <summary>Hands KubeOps' entities to the reconciler as keys, and what it answers back to KubeOps' queue.</summary>
internal sealed class EntityController<TEntity>(EntityLoop<TEntity> loop, EntityQueue<TEntity> queue) : IEntityController<TEntity>
    where TEntity : class, IKubernetesObject<V1ObjectMeta>, new()
{
    public async Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken) =>
        Answer(entity, await loop.Loop.RunAsync(Key(entity), cancellationToken));

    /// <summary>
    /// Called for what is gone, for what is being deleted, and sometimes for a new object that took the name of a
    /// deleted one within KubeOps' tick: what there is now decides, not what KubeOps calls it.
    /// </summary>
    public async Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken)
    {
        var key = Key(entity);
        var outcome = await loop.Loop.RunAsync(key, cancellationToken);
        if (outcome.Error is null && loop.Loop.Find(key) is { IsBeingDeleted: false } live)
        {
            // Queued as a change of the object that lives now: KubeOps would repeat the deletion of the other for ever.
            await queue(
                loop.Kind.Reference(live), ReconciliationType.Modified, ReconciliationTriggerSource.Operator,
                live.Uid == entity.Metadata.Uid ? outcome.Next.GetValueOrDefault() : TimeSpan.Zero, 0, cancellationToken);
            return ReconciliationResult<TEntity>.Success(entity);
        }

        return Answer(entity, outcome);
    }

    private static ReconciliationResult<TEntity> Answer(TEntity entity, ReconcileOutcome outcome) => outcome.Error is { } error
        ? ReconciliationResult<TEntity>.Failure(entity, error.Message, error, outcome.Next)
        : ReconciliationResult<TEntity>.Success(entity, outcome.Next);

    private static ObjectKey Key(TEntity entity) => new(entity.Metadata.NamespaceProperty ?? "", entity.Metadata.Name);
}
