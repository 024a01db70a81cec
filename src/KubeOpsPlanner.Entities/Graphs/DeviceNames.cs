namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Which extended resources are GPUs.</summary>
internal static class DeviceNames
{
    private static readonly HashSet<string> WholeGpus =
        ["nvidia.com/gpu", "amd.com/gpu", "gpu.intel.com/i915", "gpu.intel.com/xe"];

    public static bool IsWholeGpu(string resource) => WholeGpus.Contains(resource);

    /// <summary>A slice or a share of a GPU: how many whole ones are behind it cannot be told from the pod.</summary>
    public static bool IsPartOfGpu(string resource) =>
        resource.StartsWith("nvidia.com/mig-", StringComparison.Ordinal)
        || (resource.StartsWith("nvidia.com/gpu", StringComparison.Ordinal) && resource.EndsWith(".shared", StringComparison.Ordinal));
}
