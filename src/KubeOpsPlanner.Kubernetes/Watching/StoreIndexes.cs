using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Hosting.Building;

namespace KubeOpsPlanner.Kubernetes.Watching;

/// <summary>Objects by index and value. Not safe for concurrent use.</summary>
internal sealed class StoreIndexes<T> where T : class, IKubernetesObject
{
    private readonly Dictionary<string, Index> _indexes = [];

    public void Register(StoreIndex<T> index, IEnumerable<T> present)
    {
        if (!_indexes.TryAdd(index.Name, new Index(index.Values)))
        {
            return;
        }

        foreach (var item in present)
        {
            _indexes[index.Name].Add(item);
        }
    }

    public IReadOnlyCollection<T> Find(string index, string value) =>
        _indexes.TryGetValue(index, out var found)
            ? found.Find(value)
            : throw new ArgumentException($"No index \"{index}\" of {typeof(T).Name} was registered.", nameof(index));

    public void Replace(T? old, T? @new)
    {
        foreach (var index in _indexes.Values)
        {
            if (old is not null)
            {
                index.Remove(old);
            }

            if (@new is not null)
            {
                index.Add(@new);
            }
        }
    }

    private sealed class Index(Func<T, IEnumerable<string>> values)
    {
        private readonly Dictionary<string, Dictionary<ObjectKey, T>> _byValue = [];

        public IReadOnlyCollection<T> Find(string value) => _byValue.TryGetValue(value, out var found) ? [.. found.Values] : [];

        public void Add(T item)
        {
            foreach (var value in values(item))
            {
                if (!_byValue.TryGetValue(value, out var bucket))
                {
                    _byValue[value] = bucket = [];
                }

                bucket[item.Metadata.Key] = item;
            }
        }

        public void Remove(T item)
        {
            foreach (var value in values(item))
            {
                if (_byValue.TryGetValue(value, out var bucket) && bucket.Remove(item.Metadata.Key) && bucket.Count == 0)
                {
                    _byValue.Remove(value);
                }
            }
        }
    }
}
