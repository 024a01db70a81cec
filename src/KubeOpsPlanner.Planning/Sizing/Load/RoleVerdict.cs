using KubeOpsPlanner.Planning.Forecasting;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>What one role's engines ask for, before any limit.</summary>
/// <param name="Wanted">Current replicas on a hold.</param>
public sealed record RoleVerdict(int Wanted, SizingReason Reason, string Message, RoleFigures Figures)
{
    /// <summary>Engines hold too much, whether or not more replicas are the answer.</summary>
    public bool IsOver { get; init; }

    public bool IsGrowth => Reason == SizingReason.ScaleUp;

    public bool IsShrink => Reason == SizingReason.ScaleDown;
}

/// <summary>The numbers behind a verdict.</summary>
/// <param name="Engines">Engines whose signal is known.</param>
/// <param name="Ready">Replicas that serve; null while unknown.</param>
/// <param name="Signal">What the signal measures: queue, cache or latency, with its unit.</param>
/// <param name="Worst">Of all engines.</param>
/// <param name="Mean">Over all engines.</param>
/// <param name="Up">Growth begins there.</param>
/// <param name="Down">Shrinking begins there; null where a consolidation test decides instead.</param>
public sealed record RoleFigures(int Engines, int? Ready, string Signal, double? Worst, double? Mean, double? Up, double? Down)
{
    public ValueList<string> LeftOut { get; init; } = [];

    /// <summary>The line that estimates come from; null for fixed thresholds.</summary>
    public PassLine? Line { get; init; }
}
