namespace KubeOpsPlanner.Benchmarks.Reporting;

/// <summary>How far a figure at 10 and at 10,000 graphs is from the same figure at 1,000.</summary>
internal static class Flatness
{
    private const string Few = ", 10 graphs";
    private const string Usual = ", 1,000 graphs";
    private const string Many = ", 10,000 graphs";
    private const double GoalPercent = 20;

    public static IEnumerable<Figure> Of(IReadOnlyList<Figure> figures)
    {
        var medians = figures.ToDictionary(figure => figure.Name, figure => figure.Median);
        foreach (var name in medians.Keys.Where(name => name.StartsWith("verdict: ", StringComparison.Ordinal) && name.EndsWith(Usual, StringComparison.Ordinal)))
        {
            var what = name[..^Usual.Length];
            if (!medians.TryGetValue(what + Few, out var few) || !medians.TryGetValue(what + Many, out var many))
                continue;

            var percent = 100 * Math.Max(Math.Abs((few / medians[name]) - 1), Math.Abs((many / medians[name]) - 1));
            yield return new Figure($"{what}: farthest from flat, 10 to 10,000 graphs", Figure.Percent, percent, percent) { Goal = GoalPercent };
        }
    }
}
