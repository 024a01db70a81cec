using KubeOpsPlanner.Cli.Simulate.Scenarios;

namespace KubeOpsPlanner.Cli.Simulate;

/// <summary>What was typed.</summary>
internal sealed record SimulateOptions
{
    public required ScenarioDocument Scenario { get; init; }

    public required IReadOnlyList<SimulationCase> Cases { get; init; }

    /// <summary>Null compares all.</summary>
    public IReadOnlyList<string>? Policies { get; init; }

    public TimeSpan? Duration { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>Multiplies every pool's rate so that static provisioning takes so many GPUs; wins over the pool's own factor.</summary>
    public int? StaticPeakGpus { get; init; }

    public bool SkipsBadLines { get; init; }

    /// <summary>The share of what unlimited GPUs reach that static provisioning is sized for.</summary>
    public double StaticShare { get; init; }
}
