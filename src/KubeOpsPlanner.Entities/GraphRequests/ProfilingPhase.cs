namespace KubeOpsPlanner.Entities.GraphRequests;

/// <summary>What a profiling run is doing; kept when it fails.</summary>
public enum ProfilingPhase
{
    Initializing,
    SweepingPrefill,
    SweepingDecode,
    SelectingConfig,
    BuildingCurves,
    GeneratingDGD,
    Done,
}
