using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Support;

internal sealed class ScriptedReconciler : IReconciler
{
    public List<ObjectKey> Asked { get; } = [];

    public Func<ReconcileResult> Answer { get; set; } = () => ReconcileResult.Done;

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        Asked.Add(key);
        return Task.FromResult(Answer());
    }
}
