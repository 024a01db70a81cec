using System.Diagnostics;
using System.Globalization;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Testing.LedgerExplorer;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// Runs the ledger's step machine through a million distinct random schedules, and tells how long these are and what goes
/// wrong in them.
/// </summary>
internal sealed class LedgerSchedules : IHarness
{
    private const int Schedules = 1_000_000;
    private static readonly TimeSpan Goal = TimeSpan.FromMinutes(10);

    public string Subject => "the ledger under random schedules";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var all = new ScheduleTally();
        var seed = 0UL;
        while (all.Distinct < Schedules)
        {
            var first = seed;
            seed += (ulong)Math.Max(1000, Schedules - all.Distinct);
            var workers = Environment.ProcessorCount;
            var parts = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
                () => Run(first + (ulong)worker, seed, (ulong)workers, cancellationToken), cancellationToken)));
            foreach (var part in parts)
                all.Add(part);
        }

        var took = Stopwatch.GetElapsedTime(start);
        await Console.Error.WriteLineAsync($"of 1,000 schedules so many have: {all.Describe()}");
        var name = string.Create(CultureInfo.InvariantCulture, $"ledger: {all.Distinct:N0} distinct schedules, 0 promises broken");
        return
        [
            new Figure(name, Figure.Microseconds, took.TotalMicroseconds, took.TotalMicroseconds)
            {
                Goal = Goal.TotalMicroseconds,
                PerSecond = seed / took.TotalSeconds,
            },
            Figure.OfRuns("ledger: random moves of a schedule", "moves", all.Moves),
            Figure.OfRuns("ledger: machine steps of a schedule", "steps", all.Steps),
        ];
    }

    private static ScheduleTally Run(ulong first, ulong end, ulong step, CancellationToken cancellationToken)
    {
        var campaign = new Campaign();
        var tally = new ScheduleTally();
        for (var seed = first; seed < end; seed += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var finding = campaign.Run(seed);
            if (finding.Broken is not null)
                throw new InvalidOperationException($"The ledger broke a promise: {campaign.Explain(finding)}");

            tally.Add(finding);
        }

        return tally;
    }
}
