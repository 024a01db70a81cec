using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Budgeting.Arbitration;

/// <summary>Priorities by selector; the most specific selector wins, then the first declared.</summary>
public sealed class PriorityTable
{
    public const int DefaultPriority = 100;

    private readonly int _default;
    private readonly ImmutableArray<(PoolSelector Selector, int Priority)> _ranked;

    /// <exception cref="FormatException">A selector is malformed or given twice, or a priority is negative.</exception>
    public PriorityTable(int defaultPriority, IEnumerable<(string Selector, int Priority)> pools)
    {
        var entries = new List<(PoolSelector Selector, int Priority)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (defaultPriority < 0) throw new FormatException($"priority.default is {defaultPriority}, it must be 0 or more.");
        foreach (var (selector, priority) in pools)
        {
            if (!seen.Add(selector)) throw new FormatException($"selector \"{selector}\" is given twice: keep one.");
            if (priority < 0) throw new FormatException($"the priority of selector \"{selector}\" is {priority}, it must be 0 or more.");
            entries.Add((PoolSelector.Parse(selector), priority));
        }

        _default = defaultPriority;
        _ranked = [.. entries.OrderByDescending(entry => entry.Selector.Specificity)];
    }

    public static PriorityTable Default { get; } = new(DefaultPriority, []);

    public int Of(PoolId pool) => Of([pool.Namespace, pool.Graph, pool.Component]);

    public int Of(ReadOnlySpan<string> path)
    {
        foreach (var (selector, priority) in _ranked)
        {
            if (selector.Matches(path)) return priority;
        }

        return _default;
    }
}
