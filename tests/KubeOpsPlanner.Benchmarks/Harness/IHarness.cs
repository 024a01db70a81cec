using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>Measures what BenchmarkDotNet cannot: processes, memory, percentiles of round trips.</summary>
internal interface IHarness
{
    /// <summary>For progress, e.g. <c>round trips over HTTPS</c>.</summary>
    string Subject { get; }

    Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken);
}
