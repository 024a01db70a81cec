using System.Diagnostics;
using System.Net;
using KubeOpsPlanner.Benchmarks.Fixtures;
using KubeOpsPlanner.Benchmarks.Reporting;

namespace KubeOpsPlanner.Benchmarks.Harness;

/// <summary>
/// Starts in processes of their own, see <see cref="ColdProcess"/>: only the first start of a process pays for loading and
/// just-in-time compilation. A warm client asks over TLS, so that its own start is not counted. Beside them what another start
/// in the same process takes.
/// </summary>
internal sealed class ColdStart : IHarness
{
    private const double ServerGoalMicroseconds = 300_000;
    private const double OperatorGoalMicroseconds = 2_000_000;

    public string Subject => "cold starts";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var runs = options.IsLong ? 25 : 7;
        var floor = await StartAsync(runs, ColdProcess.EmptyServer, AskAsync, cancellationToken);
        var server = await StartAsync(runs, ColdProcess.ApiServer, AskAsync, cancellationToken);
        await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
        using var client = new ApiServerClient(cluster.Server);
        await LoopbackCluster.DefineKindsAsync(client, cancellationToken);
        var planner = await StartAsync(runs, cluster.Kubeconfig, static (_, _) => Task.CompletedTask, cancellationToken);
        return
        [
            Microseconds("a web server with an empty answer over TLS: process start to first answer", floor, start => start.Whole),
            Microseconds("API server: process start to first answer", server, start => start.Whole) with { Goal = ServerGoalMicroseconds },
            Microseconds("API server: first line of the program to first answer", server, start => start.InProcess),
            Figure.OfRuns("API server: start to first answer in a running process, as a test pays it", Figure.Microseconds, await WarmAsync(runs, cancellationToken)),
            Microseconds("operator: first line of the program to ready webhooks", planner, start => start.InProcess) with { Goal = OperatorGoalMicroseconds },
        ];
    }

    private static Figure Microseconds(string name, IReadOnlyList<Start> starts, Func<Start, TimeSpan> duration) =>
        Figure.OfRuns(name, Figure.Microseconds, [.. starts.Select(start => duration(start).TotalMicroseconds)]);

    /// <summary>Microseconds, the client's connection included.</summary>
    private static async Task<IReadOnlyList<double>> WarmAsync(int runs, CancellationToken cancellationToken)
    {
        var starts = new List<double>();
        for (var i = 0; i <= runs; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            await using var cluster = await LoopbackCluster.StartAsync(cancellationToken);
            await AskAsync(new ColdProcess.Report(begin, cluster.Server.Url, cluster.Server.CaPem, cluster.Server.AdminToken), cancellationToken);
            starts.Add(Stopwatch.GetElapsedTime(begin).TotalMicroseconds);
        }

        return starts[1..];
    }

    private static async Task<IReadOnlyList<Start>> StartAsync(
        int runs, string what, Func<ColdProcess.Report, CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        // The first one warms the client and the disk.
        var starts = new List<Start>();
        for (var i = 0; i <= runs; i++)
            starts.Add(await StartOnceAsync(what, ask, cancellationToken));
        return starts[1..];
    }

    private static async Task<Start> StartOnceAsync(
        string what, Func<ColdProcess.Report, CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        var command = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            command.ArgumentList.Add(typeof(ColdStart).Assembly.Location);
        command.ArgumentList.Add(ColdProcess.Flag);
        command.ArgumentList.Add(what);
        var begin = Stopwatch.GetTimestamp();
        using var process = Process.Start(command)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken)
            ?? throw new InvalidOperationException("A process that was to start cold said nothing.");
        var report = ColdProcess.Report.Parse(line);
        await ask(report, cancellationToken);
        // Of the whole machine: both processes count from the same moment.
        var end = Stopwatch.GetTimestamp();
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return new Start(Stopwatch.GetElapsedTime(begin, end), Stopwatch.GetElapsedTime(report.FirstLine, end));
    }

    private static async Task AskAsync(ColdProcess.Report server, CancellationToken cancellationToken)
    {
        using var client = TrustingClient.Create(server.AuthorityPem, HttpVersion.Version20);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(server.Address), "/api/v1/namespaces/default"));
        request.Version = HttpVersion.Version20;
        request.Headers.Authorization = new("Bearer", server.Token);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private sealed record Start(TimeSpan Whole, TimeSpan InProcess);
}
