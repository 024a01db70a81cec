using KubeOpsPlanner.Simulation.Replay;

namespace KubeOpsPlanner.Simulation.Reporting;

/// <summary>What a run was and how it went: everything that the reports show.</summary>
public sealed record Timeline
{
    public required string Title { get; init; }

    /// <summary>One line on what was played, e.g. the trace and the time scale.</summary>
    public string Subtitle { get; init; } = "";

    public required string Budget { get; init; }

    public required LatencyTargets Targets { get; init; }

    /// <summary>Sorted by time.</summary>
    public required IReadOnlyList<TimelineSample> Samples { get; init; }

    /// <summary>Sorted by time.</summary>
    public IReadOnlyList<TimelineMark> Marks { get; init; } = [];

    public IReadOnlyList<TimelineVerdict> Verdicts { get; init; } = [];

    /// <summary>Over the whole run.</summary>
    public Attainment Attainment { get; init; } = Attainment.None;
}
