using KubeOpsPlanner.Cli.Dev;
using KubeOpsPlanner.DevCluster.Graphs;
using KubeOpsPlanner.Entities.Meta;
using KubeOpsPlanner.Planning.Traces;
using KubeOpsPlanner.Simulation.Engines;
using KubeOpsPlanner.Simulation.Replay;
using KubeOpsPlanner.Simulation.Traces;

namespace KubeOpsPlanner.Cli.Demo;

/// <summary>
/// One trace, made into the traffic of both graphs. Its rate is scaled so that at its peak the graphs together want more
/// than the budget holds; recorded traces are samples of a service, so their rate says little.
/// </summary>
internal sealed record DemoTraffic
{
    /// <summary>What each graph wants at the peak, as a share of the budget: together more than all.</summary>
    private const double ChatShare = 0.7;
    private const double CodeShare = 0.5;

    /// <summary>What the mean may be of the peak, so that the budget suffices most of the time.</summary>
    private const double MeanOfPeak = 0.65;

    /// <summary>Recorded traces do not say which requests streamed.</summary>
    private const double NonStreamingShare = 0.1;

    private const double ItlTargetMs = 50;
    private const double LeastTtftTargetMs = 500;

    /// <summary>Shorter traces are repeated: a few planning intervals make no demo.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Copies of a request arrive within this time: the sum of many users, each as bursty as the recorded ones, instead of
    /// one user whose every burst is many times as high.
    /// </summary>
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(8);

    /// <summary>Workers are up before the first request.</summary>
    private static readonly TimeSpan LeadIn = TimeSpan.FromMinutes(1);

    public required string Name { get; init; }

    public required TimeSpan Duration { get; init; }

    public required LatencyTargets Targets { get; init; }

    public required double ChatFactor { get; init; }

    public required double CodeFactor { get; init; }

    public required IReadOnlyDictionary<ObjectKey, GraphWorkload> Workloads { get; init; }

    /// <param name="path">Null plays the bundled day.</param>
    /// <exception cref="TraceException">The file is absent, of no known format or holds a bad line.</exception>
    public static DemoTraffic Of(string? path, TimeSpan? duration, int maxGpus)
    {
        var trace = path is null
            ? SyntheticTrace.Generate(new SyntheticTraceOptions())
            : TraceReader.ReadFile(path).WithNonStreamingShare(NonStreamingShare, seed: 7);
        var survey = TraceSurvey.Of(duration is { } limit ? trace.Clip(limit) : trace, Spread);
        if (survey.Length < Shortest)
        {
            var period = survey.Length + TimeSpan.FromSeconds(1);
            trace = trace.Loop(period);
        }

        var played = duration ?? (survey.Length < Shortest ? Shortest : survey.Length);
        var chat = StarterSet.Engine(StarterSet.Chat);
        var code = StarterSet.Engine(StarterSet.Code);
        var targets = TargetsFor(survey, chat);
        var chatFactor = maxGpus * ChatShare * Relief(survey, chat) / survey.PeakGpus(chat);
        var codeFactor = maxGpus * CodeShare * Relief(survey, code) / survey.PeakGpus(code);
        return new DemoTraffic
        {
            Name = path is null ? "bundled synthetic day" : Path.GetFileName(path),
            Duration = played + LeadIn,
            Targets = targets,
            ChatFactor = chatFactor,
            CodeFactor = codeFactor,
            Workloads = new Dictionary<ObjectKey, GraphWorkload>
            {
                [StarterSet.Chat] = Workload(trace.Clip(played).ScaleRate(chatFactor, seed: 1, Spread), chat, targets),
                [StarterSet.Code] = Workload(trace.Clip(played).ScaleRate(codeFactor, seed: 2, Spread), code, targets),
            },
        };
    }

    private static GraphWorkload Workload(IEnumerable<TraceRequest> trace, EngineProfile engine, LatencyTargets targets) =>
        new(engine, () => trace.Select(request => request with { Arrival = request.Arrival + LeadIn }), targets);

    /// <summary>1 for traffic that comes and goes; less for flat traffic, which would otherwise be more than the budget all the time.</summary>
    private static double Relief(TraceSurvey survey, EngineProfile engine) =>
        Math.Min(1, MeanOfPeak * survey.PeakGpus(engine) / survey.MeanGpus(engine));

    /// <summary>A target that a long prompt meets with some room, alone on the slower engine.</summary>
    private static LatencyTargets TargetsFor(TraceSurvey survey, EngineProfile engine) => new(
        Math.Max(LeastTtftTargetMs, Math.Ceiling(2 * engine.PrefillTtftMs.Extrapolated(survey.LongInputTokens) / 100) * 100),
        ItlTargetMs);
}
