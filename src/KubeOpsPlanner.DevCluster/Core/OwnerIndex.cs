using KubeOpsPlanner.DevCluster.Storage;

namespace KubeOpsPlanner.DevCluster.Core;

/// <summary>Who owns whom by <c>metadata.ownerReferences</c>, kept with every commit.</summary>
internal sealed class OwnerIndex
{
    private readonly Dictionary<string, ObjectAddress> _byUid = [];
    private readonly Dictionary<string, HashSet<ObjectAddress>> _dependents = [];
    private readonly HashSet<ObjectAddress> _newcomers = [];

    public static IEnumerable<string> OwnersOf(StoredObject stored) =>
        stored.Json.At("metadata", "ownerReferences").Items().Select(owner => owner.Text("uid")).Where(uid => uid.Length > 0);

    /// <summary>Where the object with this uid is; null when there is none.</summary>
    public ObjectAddress? Find(string uid) => _byUid.TryGetValue(uid, out var address) ? address : null;

    /// <summary>Whether nothing has this uid that could own the object: owners are cluster-wide, or in its own namespace.</summary>
    public bool IsMissing(string uid, ObjectAddress dependent) => Find(uid) is not { } owner
        || (owner.Namespace.Length > 0 && dependent.Namespace.Length > 0 && owner.Namespace != dependent.Namespace);

    public bool HasDependents(string uid) => _dependents.ContainsKey(uid);

    /// <summary>In an order that does not depend on when they came, so that campaigns replay.</summary>
    public List<ObjectAddress> DependentsOf(string uid) => _dependents.TryGetValue(uid, out var dependents)
        ? [.. dependents.OrderBy(address => address.Namespace, StringComparer.Ordinal).ThenBy(address => address.Name, StringComparer.Ordinal)]
        : [];

    /// <summary>Objects that came with an owner, or whose owner was not there, since the last call.</summary>
    public List<ObjectAddress> TakeNewcomers()
    {
        List<ObjectAddress> taken = [.. _newcomers];
        _newcomers.Clear();
        return taken;
    }

    /// <param name="old">Null for an object that is new.</param>
    /// <param name="stored">Null for an object that went.</param>
    public void Record(ObjectAddress address, StoredObject? old, StoredObject? stored)
    {
        foreach (var owner in old is null ? [] : OwnersOf(old))
        {
            if (_dependents.TryGetValue(owner, out var dependents) && dependents.Remove(address) && dependents.Count == 0)
                _dependents.Remove(owner);
        }

        if (stored is null)
        {
            _byUid.Remove(old!.Uid);
            return;
        }

        _byUid[stored.Uid] = address;
        foreach (var owner in OwnersOf(stored))
        {
            if (!_dependents.TryGetValue(owner, out var dependents))
                _dependents[owner] = dependents = [];
            dependents.Add(address);
            if (old is null || IsMissing(owner, address))
                _newcomers.Add(address);
        }
    }
}
