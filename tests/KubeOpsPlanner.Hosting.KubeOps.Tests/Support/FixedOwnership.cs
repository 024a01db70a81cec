using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Kubernetes.Controllers;

namespace KubeOpsPlanner.Hosting.KubeOps.Tests.Support;

internal sealed class FixedOwnership : IOwnershipNotifier
{
    public event Action? Gained;

    public bool IsOurs { get; set; } = true;

    public bool Owns(ObjectKey key) => IsOurs;

    public void Gain() => Gained?.Invoke();
}
