using System.Collections.Concurrent;
using KubeOpsPlanner.Entities.Meta;

namespace KubeOpsPlanner.Operator.Controllers.GlobalBudgets;

/// <summary>
/// Own writes that the watch has not shown yet. Deciding again on the state before them would ask for the same change
/// twice and earn a conflict.
/// </summary>
public sealed class UnseenWrites
{
    private readonly ConcurrentDictionary<(string Plural, ObjectKey Key), (string Uid, ulong Version)> _written = new();

    public void Wrote(ApiResource api, ObjectMeta written)
    {
        if (written.Version is { } version)
        {
            _written[(api.Plural, written.Key)] = (written.Uid, version);
        }
    }

    /// <param name="seen">The object as the store holds it.</param>
    public bool Awaits(ApiResource api, ObjectMeta seen)
    {
        if (!_written.TryGetValue((api.Plural, seen.Key), out var written))
        {
            return false;
        }

        if (written.Uid == seen.Uid && seen.Version < written.Version)
        {
            return true;
        }

        _written.TryRemove(KeyValuePair.Create((api.Plural, seen.Key), written));
        return false;
    }

    /// <summary>Drops what was written to objects that are gone.</summary>
    /// <param name="exists">Whether the store holds the object of that plural and key.</param>
    public void Prune(Func<string, ObjectKey, bool> exists)
    {
        foreach (var entry in _written.Where(entry => !exists(entry.Key.Plural, entry.Key.Key)))
        {
            _written.TryRemove(entry);
        }
    }
}
