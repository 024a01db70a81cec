using System.Collections.Immutable;

namespace KubeOpsPlanner.DevCluster.Storage;

/// <summary>The objects of one kind at one moment; keeping an old one costs only what changed since.</summary>
internal sealed class CollectionSnapshot
{
    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> _byNamespace;

    private CollectionSnapshot(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> byNamespace, int count)
    {
        _byNamespace = byNamespace;
        Count = count;
    }

    public static CollectionSnapshot Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, StoredObject>>(NamespaceOrder.Instance), 0);

    public int Count { get; }

    public StoredObject? Find(string @namespace, string name) =>
        _byNamespace.TryGetValue(@namespace, out var objects) ? objects.GetValueOrDefault(name) : null;

    /// <param name="namespace">Empty for all namespaces.</param>
    public IEnumerable<StoredObject> List(string @namespace)
    {
        if (@namespace.Length > 0)
            return _byNamespace.TryGetValue(@namespace, out var objects) ? objects.Values : [];
        return _byNamespace.Values.SelectMany(objects => objects.Values);
    }

    public CollectionSnapshot With(StoredObject stored)
    {
        var objects = _byNamespace.GetValueOrDefault(stored.Namespace)
            ?? ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);
        var isNew = !objects.ContainsKey(stored.Name);
        return new CollectionSnapshot(
            _byNamespace.SetItem(stored.Namespace, objects.SetItem(stored.Name, stored)), Count + (isNew ? 1 : 0));
    }

    public CollectionSnapshot Without(StoredObject stored)
    {
        var objects = _byNamespace[stored.Namespace].Remove(stored.Name);
        return new CollectionSnapshot(
            objects.IsEmpty ? _byNamespace.Remove(stored.Namespace) : _byNamespace.SetItem(stored.Namespace, objects), Count - 1);
    }
}
