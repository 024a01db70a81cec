using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KubeOpsPlanner.Benchmarks.Reporting;
using Perfolizer.Horology;

namespace KubeOpsPlanner.Benchmarks.InProcess;

/// <summary>Runs BenchmarkDotNet inside this process, since its generated projects would not know this repository's layout.</summary>
internal static class DotNetBenchmarks
{
    public const string LogName = "benchmarkdotnet.log";

    /// <param name="failures">Gets a sentence for everything that gave no result.</param>
    public static IReadOnlyList<Figure> Run(Type[] types, BenchOptions options, string folder, List<string> failures)
    {
        using var log = new StreamLogger(new StreamWriter(Path.Combine(folder, LogName)));
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job(options.IsLong))
            .AddFilter(new GlobFilter([.. options.Filters]))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddExporter(JsonExporter.Full)
            .AddLogger(log)
            .WithArtifactsPath(folder)
            .WithOptions(ConfigOptions.DisableLogFile);
        var figures = new List<Figure>();
        foreach (var summary in BenchmarkRunner.Run(types, config))
        {
            failures.AddRange(summary.ValidationErrors.Where(error => error.IsCritical).Select(error => error.Message));
            foreach (var report in summary.Reports)
            {
                if (report is { Success: true, ResultStatistics: not null })
                    figures.Add(Read(report));
                else
                    failures.Add($"{report.BenchmarkCase.DisplayInfo} gave no result: see {LogName}");
            }
        }

        return figures;
    }

    private static Job Job(bool isLong)
    {
        var job = BenchmarkDotNet.Jobs.Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        return isLong
            ? job.WithId("long")
            : job.WithId("short").WithWarmupCount(6).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(150));
    }

    private static Figure Read(BenchmarkReport report)
    {
        const double NanosecondsPerMicrosecond = 1000;
        var benchmark = report.BenchmarkCase;
        var statistics = report.ResultStatistics!;
        var parameters = benchmark.Parameters.Items.Select(item => $", {item.Value:N0} {item.Name.ToLowerInvariant()}");
        return new Figure(
            benchmark.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + string.Concat(parameters),
            Figure.Microseconds,
            statistics.Median / NanosecondsPerMicrosecond,
            statistics.Mean / NanosecondsPerMicrosecond)
        {
            AllocatedBytes = report.GcStats.GetBytesAllocatedPerOperation(benchmark),
            Goal = benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<GoalAttribute>()?.Microseconds,
            PerSecond = 1e9 / statistics.Mean,
        };
    }
}
