namespace KubeOpsPlanner.Entities.Graphs;

/// <summary>Which extended resources are GPUs.</summary>
internal static class DeviceNames
{
    private static readonly HashSet<string> WholeGpus =
        ["nvidia.com/gpu", "amd.com/gpu", "gpu.intel.com/i915", "gpu.intel.com/xe"];

    public static bool IsWholeGpu(string resource) => WholeGpus.Contains(resource);

    /// <summary>A slice or a share of a GPU: how many whole ones are behind it cannot be told from the pod.</summary>
    /// <remarks>
    /// MIG slices and time-sliced GPUs of NVIDIA's plugin; and whatever other plugins call a GPU, such as
    /// <c>volcano.sh/vgpu-number</c>, <c>aliyun.com/gpu-mem</c> and <c>nvidia.com/gpumem</c>.
    /// </remarks>
    public static bool IsPartOfGpu(string resource) =>
        !IsWholeGpu(resource)
        && resource.Split('/') is [_, var name]
        && (name.StartsWith("mig-", StringComparison.OrdinalIgnoreCase) || name.Contains("gpu", StringComparison.OrdinalIgnoreCase));
}
