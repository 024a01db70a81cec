using KubeOpsPlanner.Benchmarks.Harness;
using KubeOpsPlanner.Benchmarks.InProcess;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks;

/// <summary>Everything that is measured. A new figure is a class and one line here.</summary>
internal static class Bench
{
    private static readonly Type[] InProcess =
    [
        typeof(PlanningTickBenchmarks),
        typeof(BurstTickBenchmarks),
        typeof(LoadTickBenchmarks),
        typeof(ForecastingBenchmarks),
        typeof(LedgerVerdictBenchmarks),
        typeof(ArbitrationBenchmarks),
        typeof(ApiServerBenchmarks),
        typeof(PoolSimulationBenchmarks),
        typeof(FleetReplayBenchmarks),
    ];

    private static readonly IHarness[] Harnesses =
    [
        new ColdStart(), new ApiServerMemory(), new ForecastMemory(), new PlanMemoryGrowth(), new BurstPasses(), new AdmissionRoundTrip(),
        new ApiServerRoundTrip(), new GateRoundTrip(), new LedgerThroughput(), new VerdictFlatness(), new GateStorm(), new ServerComparison(), new LedgerSchedules(),
        new PolicyTuning(),
    ];

    /// <returns>0 when everything that was asked for was measured, 1 when something failed, 2 when nothing matches.</returns>
    public static async Task<int> RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.ArtifactsFolder).FullName;
        var figures = new List<Figure>();
        var failures = new List<string>();

        // First, while this process is small and its heap is quiet.
        foreach (var harness in Harnesses.Where(harness => options.Includes(harness.GetType())))
        {
            await Console.Error.WriteLineAsync($"measuring {harness.Subject} ...");
            figures.AddRange(await harness.MeasureAsync(options, cancellationToken));
        }

        await Console.Error.WriteLineAsync($"measuring in process, log in {Path.Combine(options.ArtifactsFolder, DotNetBenchmarks.LogName)} ...");
        figures.AddRange(DotNetBenchmarks.Run(InProcess, options, folder, failures));

        foreach (var failure in failures)
        {
            await Console.Error.WriteLineAsync($"error: {failure}");
        }

        if (figures.Count == 0 && failures.Count == 0)
        {
            await Console.Error.WriteLineAsync($"error: nothing is named like {string.Join(" or ", options.Filters)}: try *Verdict*");
            return 2;
        }

        await SummaryFile.WriteAsync(Path.Combine(folder, SummaryFile.Name), figures, cancellationToken);
        Console.Write(FigureTable.Render(figures));
        return failures.Count == 0 ? 0 : 1;
    }
}
