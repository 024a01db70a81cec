namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Which pools of a graph one plan manages. An aggregated pool counts as decode, as in Dynamo's planner.</summary>
public enum PlanMode
{
    Disagg,
    Prefill,
    Decode,
    Agg,
}
