namespace KubeOpsPlanner.Benchmarks.Reporting;

/// <summary>One measured quantity.</summary>
/// <param name="Name">What was done, and how large the world was.</param>
/// <param name="Unit">Of all values: one of the constants here.</param>
/// <param name="Median">Over single operations, or over the runs of a harness that does one thing per run.</param>
internal sealed record Figure(string Name, string Unit, double Median, double Mean)
{
    public const string Microseconds = "us";
    public const string Mebibytes = "MiB";
    public const string Kibibytes = "KiB";
    public const string Percent = "%";

    /// <summary>Over single operations; null where only batches of them were timed.</summary>
    public double? P95 { get; init; }

    public double? P99 { get; init; }

    /// <summary>Managed bytes per operation; null where threads other than the caller's allocate.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>The largest median that the project promises; null where it promises none.</summary>
    public double? Goal { get; init; }

    /// <inheritdoc cref="Goal"/>
    public double? P99Goal { get; init; }

    /// <summary>The smallest rate that the project promises; null where it promises none.</summary>
    public double? PerSecondGoal { get; init; }

    /// <summary>Operations of one thread after another; null where that says nothing.</summary>
    public double? PerSecond { get; init; }

    /// <param name="samples">Microseconds of single operations.</param>
    public static Figure OfLatencies(string name, IReadOnlyList<double> samples)
    {
        var sorted = samples.Order().ToArray();
        return new Figure(name, Microseconds, Percentile(sorted, 0.5), sorted.Average())
        {
            P95 = Percentile(sorted, 0.95),
            P99 = Percentile(sorted, 0.99),
        };
    }

    /// <param name="runs">One value per run; too few for percentiles.</param>
    public static Figure OfRuns(string name, string unit, IReadOnlyList<double> runs) =>
        new(name, unit, Percentile([.. runs.Order()], 0.5), runs.Average());

    /// <summary>The nearest rank: a value that did occur.</summary>
    private static double Percentile(double[] sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
