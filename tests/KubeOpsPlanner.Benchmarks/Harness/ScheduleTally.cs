using System.Globalization;
using KubeOpsPlanner.Testing.LedgerExplorer;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>What many schedules were made of.</summary>
internal sealed class ScheduleTally
{
    private readonly HashSet<ulong> _hashes = [];
    private readonly SortedDictionary<MoveKind, int> _with = [];

    public int Distinct => _hashes.Count;

    /// <summary>Of each schedule, in no order.</summary>
    public List<double> Moves { get; } = [];

    /// <inheritdoc cref="Moves"/>
    public List<double> Steps { get; } = [];

    public void Add(Finding finding)
    {
        _hashes.Add(finding.Hash);
        Moves.Add(finding.Schedule.Moves.Length);
        Steps.Add(finding.Steps);
        foreach (var kind in finding.Schedule.Moves.Select(move => move.Kind).Distinct())
            _with[kind] = _with.GetValueOrDefault(kind) + 1;
    }

    public void Add(ScheduleTally other)
    {
        _hashes.UnionWith(other._hashes);
        Moves.AddRange(other.Moves);
        Steps.AddRange(other.Steps);
        foreach (var (kind, count) in other._with)
            _with[kind] = _with.GetValueOrDefault(kind) + count;
    }

    /// <summary>In how many of a thousand schedules each kind of move was made.</summary>
    public string Describe() => string.Join(", ", _with.Select(kind =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {1000.0 * kind.Value / Moves.Count:N0}")));
}
