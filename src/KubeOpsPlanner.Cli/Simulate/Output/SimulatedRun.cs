using KubeOpsPlanner.Simulation.Replay.Comparison;

namespace KubeOpsPlanner.Cli.Simulate.Output;

/// <summary>One row of the answer. Shares are 0 to 1, latencies milliseconds.</summary>
internal sealed record SimulatedRun
{
    public required string Policy { get; init; }

    /// <summary>What this run changed in the scenario; null where nothing.</summary>
    public double? StartUpSeconds { get; init; }

    public int? MaxGpus { get; init; }

    public int? MinEndpoint { get; init; }

    public int? PrefillMinEndpoint { get; init; }

    public double? TtftTargetMs { get; init; }

    public double? ItlTargetMs { get; init; }

    public string? Predictor { get; init; }

    public required long Requests { get; init; }

    public required double? JointShare { get; init; }

    public required double? TtftShare { get; init; }

    public required double? ItlShare { get; init; }

    /// <summary>Requests per second that met both targets.</summary>
    public required double Goodput { get; init; }

    public required double GoodTokensPerSecond { get; init; }

    public required double GpuHours { get; init; }

    public required double? GoodRequestsPerGpuHour { get; init; }

    /// <summary>GPU hours below which nobody reaches the same share.</summary>
    public required double BoundGpuHours { get; init; }

    public required double? OfBound { get; init; }

    public required int PeakGpus { get; init; }

    public required LatencySummary Ttft { get; init; }

    public required LatencySummary Itl { get; init; }

    public required int ReplicaChanges { get; init; }

    public required int Refusals { get; init; }

    public required long Failed { get; init; }

    public required long Unfinished { get; init; }

    public static SimulatedRun Of(ComparedPolicy compared, SimulationCase point)
    {
        var result = compared.Result;
        return new SimulatedRun
        {
            Policy = result.Policy,
            StartUpSeconds = point.StartUp?.TotalSeconds,
            MaxGpus = point.MaxGpus,
            MinEndpoint = point.MinEndpoint,
            PrefillMinEndpoint = point.PrefillMinEndpoint,
            TtftTargetMs = point.TtftMs,
            ItlTargetMs = point.ItlMs,
            Predictor = point.Predictor,
            Requests = result.Attainment.Finished,
            JointShare = Rounded(result.Attainment.JointShare, 4),
            TtftShare = Rounded(result.Attainment.TtftShare, 4),
            ItlShare = Rounded(result.Attainment.ItlShare, 4),
            Goodput = Math.Round(result.Goodput, 3),
            GoodTokensPerSecond = Math.Round(result.GoodTokensPerSecond, 1),
            GpuHours = Math.Round(result.GpuHours, 3),
            GoodRequestsPerGpuHour = Rounded(result.GoodRequestsPerGpuHour, 1),
            BoundGpuHours = Math.Round(compared.BoundGpuHours, 3),
            OfBound = Rounded(compared.OfBound, 3),
            PeakGpus = result.PeakGpus,
            Ttft = LatencySummary.Of(result.Attainment.MeanTtftMs, result.Ttft),
            Itl = LatencySummary.Of(result.Attainment.MeanItlMs, result.Itl),
            ReplicaChanges = result.ReplicaChanges,
            Refusals = result.Refusals,
            Failed = result.Failed,
            Unfinished = result.Unfinished,
        };
    }

    private static double? Rounded(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}
