namespace KubeOpsPlanner.Planning.Tests.Budgeting.Explorer;

/// <summary>Every schedule of a model, depth first; a world that was seen before is not gone into again.</summary>
/// <param name="longest">
/// Go no further than this many moves, for rules under which a run need not end. Null: all the way, and a run that does
/// not end is a broken promise.
/// </param>
public sealed class Explorer(Model model, int? longest = null)
{
    /// <summary>Several times the longest run of two requests and one fault.</summary>
    private const int Endless = 1000;

    private readonly Dictionary<UInt128, int> _seen = [];
    private readonly List<string> _path = [];
    private long _schedules;

    public Exploration Explore(World start)
    {
        var violation = Visit(start);
        return new Exploration(_seen.Count, _schedules, violation, violation is null ? [] : [.. _path]);
    }

    /// <summary>Makes exactly these moves, and returns what the last world does wrong, if anything.</summary>
    public static string? Replay(Model model, World start, IEnumerable<string> schedule)
    {
        var world = start;
        foreach (var name in schedule)
            world = model.Moves(world).Single(move => move.Name == name).Make();

        return Promises.BrokenIn(model, world, isEnd: !model.Moves(world).Any());
    }

    private string? Visit(World world)
    {
        var fingerprint = Fingerprint.Of(world);
        if (_seen.TryGetValue(fingerprint, out var depth) && (longest is null || depth <= _path.Count))
            return null;

        _seen[fingerprint] = _path.Count;
        if (_path.Count == Endless)
            return $"the system does not come to rest in {Endless} moves";

        var moves = model.Moves(world).ToList();
        var broken = Promises.BrokenIn(model, world, isEnd: moves.Count == 0);
        if (moves.Count == 0)
            _schedules++;

        if (broken is not null)
            return broken;

        foreach (var (name, make) in _path.Count == longest ? [] : moves)
        {
            _path.Add(name);
            if (Visit(make()) is { } found)
                return found;

            _path.RemoveAt(_path.Count - 1);
        }

        return null;
    }
}

/// <param name="Ends">Different worlds in which nothing more can happen.</param>
/// <param name="Schedule">The moves that break the promise; replays exactly.</param>
public sealed record Exploration(int Worlds, long Ends, string? Violation, IReadOnlyList<string> Schedule)
{
    public override string ToString() => Violation is null
        ? $"{Worlds} worlds, {Ends} ends, no promise broken"
        : $"{Violation} after:\n  {string.Join("\n  ", Schedule)}";
}
