namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>The numbers of a GPU's data sheet that bound inference.</summary>
/// <param name="DenseFlops">At the weights' precision, without sparsity.</param>
/// <param name="NetworkBytesPerSecond">Of the GPU's own network port, which carries the KV transfer.</param>
public sealed record GpuModel(string Name, double MemoryBytes, double BytesPerSecond, double DenseFlops, double NetworkBytesPerSecond)
{
    /// <summary>NVIDIA H200 SXM data sheet: 141 GB, 4.8 TB/s, 1,979 dense FP8 TFLOPS; 400 Gb/s per GPU in HGX systems.</summary>
    public static GpuModel H200 { get; } = new("h200_sxm", 141e9, 4.8e12, 1979e12, 50e9);
}
