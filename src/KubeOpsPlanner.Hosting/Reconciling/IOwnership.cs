using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Hosting.Reconciling;

/// <summary>
/// Which objects this replica of the operator works on. It saves work and nothing more: two replicas that both
/// believe they own an object must still be safe, because the budget is held by compare-and-set.
/// </summary>
public interface IOwnership
{
    bool Owns(ObjectKey key);
}
