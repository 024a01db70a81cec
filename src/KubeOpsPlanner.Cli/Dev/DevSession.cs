using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Time;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;
using Microsoft.Extensions.Logging;

namespace KubeOpsPlanner.Cli.Dev;

/// <param name="Port">Of the API server; null prefers <see cref="DevSession.PreferredPort"/>.</param>
internal sealed record DevSessionOptions(
    DirectoryInfo Folder, int? Port, double TimeScale, bool IsBare, bool EnforcesRbac, LogLevel LogLevel, bool IsApiOnly = false);

/// <summary>The development cluster in the foreground, until it is cancelled.</summary>
internal static class DevSession
{
    /// <summary>Where API servers usually listen.</summary>
    public const int PreferredPort = 6443;

    /// <summary>Somebody is waiting to see something happen.</summary>
    private const int IntervalSeconds = 30;

    private static readonly LatencyTargets Targets = new(500, 50);

    /// <returns>An exit code.</returns>
    /// <exception cref="UserError">The cluster cannot start.</exception>
    public static async Task<int> RunAsync(DevSessionOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var cluster = await LocalCluster.StartAsync(
            new LocalClusterOptions
            {
                Folder = options.Folder,
                Port = options.Port ?? PreferredPort,
                MayTakeAnotherPort = options.Port is null,
                Clock = new ScaledTimeProvider(TimeProvider.System, options.TimeScale),
                Workloads = new[] { StarterSet.Chat, StarterSet.Code }.ToDictionary(graph => graph, Workload),
                DefaultWorkload = Workload(StarterSet.Chat),
                EnforcesRbac = options.EnforcesRbac,
                LogLevel = options.LogLevel,
                IsApiOnly = options.IsApiOnly,
            },
            cancellationToken);
        if (!options.IsBare && !options.IsApiOnly)
        {
            await new StarterSet { Targets = Targets, IntervalSeconds = IntervalSeconds, Metrics = cluster.Graphs.FrontendMetrics }.ApplyAsync(cluster.Admin, cancellationToken);
        }

        await output.WriteAsync(DevGreeting.Format(cluster, options));
        await output.FlushAsync(CancellationToken.None);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await output.WriteLineAsync("Stopping.");
        return ExitCode.Ok;
    }

    /// <summary>The bundled day, again and again.</summary>
    private static GraphWorkload Workload(ObjectKey graph)
    {
        var day = new SyntheticTraceOptions { Seed = graph == StarterSet.Code ? 21UL : 20UL };
        return new GraphWorkload(StarterSet.Engine(graph), () => SyntheticTrace.Generate(day).Loop(day.Duration), Targets);
    }
}
