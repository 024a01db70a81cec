using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>What was typed.</summary>
internal sealed record SimulateOptions
{
    /// <summary>Recorded traffic; null where it is synthetic.</summary>
    public string? Trace { get; init; }

    /// <summary>The shape of synthetic traffic.</summary>
    public required string Synthetic { get; init; }

    public TimeSpan? Duration { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Multiplies the rate of requests.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Multiplies it so that static provisioning takes so many GPUs; wins over <see cref="Rate"/>.</summary>
    public int? StaticPeakGpus { get; init; }

    public bool SkipBadLines { get; init; }

    public required LatencyTargets Targets { get; init; }

    public required string Profile { get; init; }

    public int PrefillGpus { get; init; } = 1;

    public int DecodeGpus { get; init; } = 1;

    public bool Aggregated { get; init; }

    public bool PrefixCaching { get; init; }

    public required IReadOnlyList<TimeSpan> StartUp { get; init; }

    public TimeSpan? DrainDeadline { get; init; }

    public int MaxGpus { get; init; } = -1;

    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The share of what unlimited GPUs reach that static provisioning is sized for.</summary>
    public double StaticShare { get; init; }

    public FileInfo? Html { get; init; }

    public FileInfo? Svg { get; init; }
}
