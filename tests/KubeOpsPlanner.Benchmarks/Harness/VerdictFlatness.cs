using System.Diagnostics;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Planning.Budgeting.Ledger;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// Whether a verdict costs the same over few graphs and over many. The sizes take turns, a few verdicts each, so that the
/// compiler, the collector and whatever else runs on the machine meet all of them alike. A refusal lists ten charges at
/// each size, since ten graphs have no more.
/// </summary>
internal sealed class VerdictFlatness : IHarness
{
    private const int Usual = 1_000;
    private const int Turn = 20;
    private const int Warmup = 500;
    private const double GoalPercent = 20;

    private static readonly int[] Sizes = [10, Usual, 10_000];
    private static readonly LedgerRules Rules = LedgerRules.Default with { ListedCharges = Sizes[0] };

    private static readonly (string Name, Func<VerdictFixture, LedgerVerdict> Judge)[] Kinds =
    [
        ("growth", verdicts => verdicts.Growth()),
        ("reduction", verdicts => verdicts.Reduction()),
        ("over budget, ten charges to name", verdicts => verdicts.Refusal()),
    ];

    public string Subject => "verdicts over few graphs and many";

    public Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var fixtures = Sizes.ToDictionary(size => size, size => new VerdictFixture(size, Rules));
        return Task.FromResult<IReadOnlyList<Figure>>(
            [.. Kinds.Select(kind => Measure(kind.Name, kind.Judge, fixtures, options.IsLong ? 20_000 : 2_000, cancellationToken))]);
    }

    private static Figure Measure(
        string name, Func<VerdictFixture, LedgerVerdict> judge, Dictionary<int, VerdictFixture> fixtures, int turns, CancellationToken cancellationToken)
    {
        var samples = Sizes.ToDictionary(size => size, _ => new List<double>(turns));
        for (var turn = 0; turn < Warmup + turns; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var size in Sizes)
            {
                var start = Stopwatch.GetTimestamp();
                for (var i = 0; i < Turn; i++)
                    judge(fixtures[size]);

                if (turn >= Warmup)
                    samples[size].Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds / Turn);
            }
        }

        var medians = samples.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ElementAt(turns / 2));
        var percent = 100 * medians.Values.Max(median => Math.Abs((median / medians[Usual]) - 1));
        Console.Error.WriteLine($"{name}: {string.Join(", ", Sizes.Select(size => $"{medians[size]:0.0} us over {size:N0} graphs"))}");
        return new Figure($"verdict: {name}, farthest from flat from 10 to 10,000 graphs", Figure.Percent, percent, percent) { Goal = GoalPercent };
    }
}
