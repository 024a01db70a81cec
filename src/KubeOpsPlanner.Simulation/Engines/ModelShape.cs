namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>What a dense transformer with grouped-query attention costs to serve.</summary>
/// <param name="Parameters">Weights, each used once per token.</param>
/// <param name="WeightBytes">Bytes per weight: 1 for FP8, 2 for BF16.</param>
/// <param name="KvBytes">Bytes per element of the KV cache.</param>
public sealed record ModelShape(
    string Name, double Parameters, int Layers, int AttentionHeads, int KvHeads, int HeadDimension, double WeightBytes, double KvBytes)
{
    /// <summary>From the model's published config.json (32 layers, 32 heads, 8 KV heads); FP8 weights, BF16 cache.</summary>
    public static ModelShape Llama8B { get; } = new("llama-3.1-8b-fp8", 8.03e9, 32, 32, 8, 128, 1, 2);

    /// <summary>From the model's published config.json (80 layers, 64 heads, 8 KV heads); FP8 weights, BF16 cache.</summary>
    public static ModelShape Llama70B { get; } = new("llama-3.3-70b-fp8", 70.6e9, 80, 64, 8, 128, 1, 2);

    /// <summary>A key and a value per layer and KV head.</summary>
    public double KvBytesPerToken => 2.0 * Layers * KvHeads * HeadDimension * KvBytes;

    public double WeightBytesTotal => Parameters * WeightBytes;

    /// <summary>FLOPs to prefill a prompt: 2 per weight and token, and causal attention (QK and AV, half of the square).</summary>
    public double PrefillFlops(double tokens) =>
        (2 * Parameters * tokens) + (2.0 * Layers * AttentionHeads * HeadDimension * tokens * tokens);
}
