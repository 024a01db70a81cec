using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting;

internal static class SortedDictionaryExtensions
{
    /// <remarks>Pairs of key and value compare by reflection where nobody says how.</remarks>
    public static bool HasSameEntries<TKey, TValue>(
        this ImmutableSortedDictionary<TKey, TValue> entries, ImmutableSortedDictionary<TKey, TValue> others)
        where TKey : notnull
    {
        if (ReferenceEquals(entries, others))
            return true;

        if (entries.Count != others.Count)
            return false;

        foreach (var (key, value) in entries)
        {
            if (!others.TryGetValue(key, out var other) || !EqualityComparer<TValue>.Default.Equals(value, other))
                return false;
        }

        return true;
    }
}
