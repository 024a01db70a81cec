using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Reconciling;

namespace KubeOpsPlanner.Operator.Tests.Controllers.GlobalBudgets;

/// <summary>A store that holds what a test puts there.</summary>
internal sealed class StoreStub<T> : IStore<T> where T : class, IKubernetesObject
{
    private readonly Dictionary<ObjectKey, T> _objects = [];

    public bool HasSynced => true;

    public ulong ResourceVersion => 0;

    public T? Get(ObjectKey key) => _objects.GetValueOrDefault(key);

    public IReadOnlyCollection<T> List() => _objects.Values;

    public IReadOnlyCollection<T> ByIndex(string index, string value) => throw new ArgumentException($"There is no index {index}.", nameof(index));

    public IDisposable Subscribe(Action<StoreChange<T>> onChange) => throw new NotSupportedException();

    public void Put(params IEnumerable<T> objects)
    {
        foreach (var each in objects)
        {
            _objects[each.Metadata.Key] = each;
        }
    }

    public void Remove(ObjectKey key) => _objects.Remove(key);
}
