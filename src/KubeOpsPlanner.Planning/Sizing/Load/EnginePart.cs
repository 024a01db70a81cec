namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>Which phases a role's engines do.</summary>
internal enum EnginePart
{
    Prefill,
    Decode,
    Aggregated,
}
