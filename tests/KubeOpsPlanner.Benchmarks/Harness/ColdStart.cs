using System.Diagnostics;
using System.Globalization;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// From nothing compiled to the first answer, in processes of their own: only the first start of a process pays for
/// just-in-time compilation. The runtime's own start is not counted.
/// </summary>
internal sealed class ColdStart : IHarness
{
    /// <summary>Makes this program one of those processes.</summary>
    public const string Flag = "--cold-start";

    private const double ServerGoalMicroseconds = 300_000;
    private const double OperatorGoalMicroseconds = 2_000_000;

    public string Subject => "cold starts";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var server = new List<double>();
        var planner = new List<double>();
        for (var run = 0; run < (options.IsLong ? 15 : 5); run++)
        {
            var output = await StartOnceAsync(cancellationToken);
            var parts = output.Split(' ', StringSplitOptions.TrimEntries).Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            server.Add(parts[0]);
            planner.Add(parts[1]);
        }

        return
        [
            Figure.OfRuns("API server: cold start to its first answer", Figure.Microseconds, server) with { Goal = ServerGoalMicroseconds },
            Figure.OfRuns("operator: cold start to a ready webhook", Figure.Microseconds, planner) with { Goal = OperatorGoalMicroseconds },
        ];
    }

    /// <summary>Prints two durations in microseconds: the API server's start, then the operator's.</summary>
    public static async Task<int> PrintAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        using var client = new ApiServerClient(cluster.Server);
        await client.GetAsync("/api/v1/namespaces/default", cancellationToken);
        var server = Stopwatch.GetElapsedTime(start).TotalMicroseconds;

        await LoopbackCluster.DefineKindsAsync(client, cancellationToken);
        start = Stopwatch.GetTimestamp();
        await cluster.StartOperatorAsync(cancellationToken);
        var planner = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{server:F0} {planner:F0}"));
        return 0;
    }

    private static async Task<string> StartOnceAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ColdStart).Assembly.Location);
        start.ArgumentList.Add(Flag);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"A cold start ended with exit code {process.ExitCode}.");
    }
}
