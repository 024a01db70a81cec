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

    private const string Server = "server";
    private const double ServerGoalMicroseconds = 300_000;
    private const double OperatorGoalMicroseconds = 2_000_000;

    public string Subject => "cold starts";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = options.IsLong ? 15 : 5;
        var server = await StartAsync(runs, Server, cancellationToken);
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        using var client = new ApiServerClient(cluster.Server);
        await LoopbackCluster.DefineKindsAsync(client, cancellationToken);
        var planner = await StartAsync(runs, cluster.Kubeconfig, cancellationToken);
        return
        [
            Figure.OfRuns("API server: cold start to its first answer", Figure.Microseconds, server) with { Goal = ServerGoalMicroseconds },
            Figure.OfRuns("operator: cold start to ready webhooks", Figure.Microseconds, planner) with { Goal = OperatorGoalMicroseconds },
        ];
    }

    /// <summary>Prints one duration in microseconds.</summary>
    /// <param name="what"><see cref="Server"/>, or the kubeconfig of the cluster in which to start the operator.</param>
    public static async Task<int> PrintAsync(string what, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        if (what == Server)
        {
            await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
            using var client = new ApiServerClient(cluster.Server);
            await client.GetAsync("/api/v1/namespaces/default", cancellationToken);
            Print(start);
        }
        else
        {
            await using var host = await LoopbackHost.StartAsync(what, LoopbackHost.AddOperator, cancellationToken);
            Print(start);
            await host.StopAsync(cancellationToken);
        }

        return 0;
    }

    private static void Print(long start) =>
        Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMicroseconds.ToString("F0", CultureInfo.InvariantCulture));

    private static async Task<IReadOnlyList<double>> StartAsync(int runs, string what, CancellationToken cancellationToken)
    {
        var durations = new List<double>();
        while (durations.Count < runs)
            durations.Add(double.Parse(await StartOnceAsync(what, cancellationToken), CultureInfo.InvariantCulture));

        return durations;
    }

    private static async Task<string> StartOnceAsync(string what, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(ColdStart).Assembly.Location);
        start.ArgumentList.Add(Flag);
        start.ArgumentList.Add(what);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"A cold start ended with exit code {process.ExitCode}.");
    }
}
