using System.Diagnostics;
using System.Globalization;
using KubeOpsPlanner.Benchmarks.Reporting;
using KubeOpsPlanner.Testing.LedgerExplorer;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>Runs the ledger's step machine through a million distinct random schedules and counts the promises broken.</summary>
internal sealed class LedgerSchedules : IHarness
{
    private const int Schedules = 1_000_000;
    private static readonly TimeSpan Goal = TimeSpan.FromMinutes(10);

    public string Subject => "the ledger under random schedules";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var distinct = new HashSet<ulong>(Schedules);
        var seed = 0UL;
        while (distinct.Count < Schedules)
        {
            var first = seed;
            seed += (ulong)Math.Max(1000, Schedules - distinct.Count);
            var workers = Environment.ProcessorCount;
            var parts = await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(
                () => Run(first + (ulong)worker, seed, (ulong)workers, cancellationToken), cancellationToken)));
            foreach (var part in parts)
                distinct.UnionWith(part);
        }

        var took = Stopwatch.GetElapsedTime(start);
        var name = string.Create(CultureInfo.InvariantCulture, $"ledger: {distinct.Count:N0} distinct schedules, 0 promises broken");
        return
        [
            new Figure(name, Figure.Microseconds, took.TotalMicroseconds, took.TotalMicroseconds)
            {
                Goal = Goal.TotalMicroseconds,
                PerSecond = seed / took.TotalSeconds,
            },
        ];
    }

    private static List<ulong> Run(ulong first, ulong end, ulong step, CancellationToken cancellationToken)
    {
        var campaign = new Campaign();
        List<ulong> hashes = [];
        for (var seed = first; seed < end; seed += step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var finding = campaign.Run(seed);
            if (finding.Broken is not null)
                throw new InvalidOperationException($"The ledger broke a promise: {campaign.Explain(finding)}");

            hashes.Add(finding.Hash);
        }

        return hashes;
    }
}
