using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>The whole fleet at one moment.</summary>
public sealed record TimelineSample
{
    /// <summary>Domain time since the timeline's start.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Arrivals since the previous sample.</summary>
    public double RequestsPerSecond { get; init; }

    public double InputTokensPerSecond { get; init; }

    public double OutputTokensPerSecond { get; init; }

    public IReadOnlyList<ComponentSample> Components { get; init; } = [];

    /// <summary>The budget's floor in force; negative: none.</summary>
    public int MinGpus { get; init; } = -1;

    /// <summary>The budget's ceiling in force; negative: none.</summary>
    public int MaxGpus { get; init; } = -1;

    /// <summary>Of the requests that finished since the previous sample.</summary>
    public Attainment Attainment { get; init; } = Attainment.None;

    public int Gpus => Components.Sum(component => component.Gpus);
}
