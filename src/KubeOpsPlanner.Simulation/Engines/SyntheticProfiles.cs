using System.Text.Json.Nodes;

namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>
/// Profiles from a roofline: prefill is bound by compute, decode by memory bandwidth, both with a fixed cost per forward
/// pass. The demo's profile ConfigMap and its simulated engines come from the same documents, so that a planner which reads
/// them right sizes right.
/// </summary>
/// <remarks>
/// The efficiencies put Llama 3.1 8B FP8 on one H200 at the figures that Dynamo publishes for it (40,000 prefill tokens/s
/// at 80 ms; decode 10,000 tokens/s at 10 ms, both at 3000/150) within about 30 %, and within a factor of two of public
/// silicon measurements. They are not a substitute for profiling a real engine.
/// </remarks>
public static class SyntheticProfiles
{
    /// <summary>Share of the data sheet's FLOPS that prefill reaches: 40,000 tokens/s of 3000-token prompts is 0.35 for the 8B model.</summary>
    private const double ComputeEfficiency = 0.36;

    /// <summary>Share of the memory bandwidth that decode reaches.</summary>
    private const double BandwidthEfficiency = 0.9;

    /// <summary>Share of GPU memory given to the engine; the default of vLLM's <c>gpu_memory_utilization</c>.</summary>
    private const double MemoryShare = 0.9;

    private const double ActivationBytesPerGpu = 4e9;
    private const double PrefillOverheadMs = 4;
    private const double DecodeOverheadMs = 1;
    private const double DecodeMsPerSequence = 0.004;

    /// <summary>Two all-reduces per layer under tensor parallelism, each bound by latency at decode sizes.</summary>
    private const double AllReduceMs = 0.008;

    private const double TransferLatencyMs = 3;

    private static readonly double[] PrefillIsl =
        [100, 250, 500, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 8000, 10_000, 12_000, 16_000, 24_000, 32_000];

    private static readonly double[] DecodeContexts = [256, 512, 1000, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 32_000];

    private static readonly double[] KvUsages = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

    /// <summary>8B class, one GPU a worker.</summary>
    public static EngineProfile Llama8BOnH200() => Create(ModelShape.Llama8B, GpuModel.H200, gpus: 1);

    /// <summary>70B class, two GPUs a worker.</summary>
    public static EngineProfile Llama70BOnH200() => Create(ModelShape.Llama70B, GpuModel.H200, gpus: 2);

    public static EngineProfile Create(ModelShape model, GpuModel gpu, int gpus, EngineLimits? limits = null)
    {
        limits ??= new EngineLimits();
        return Documents(model, gpu, gpus, limits)
            .ToEngineProfile($"{model.Name}/{gpu.Name}/tp{gpus}", gpus, gpus, limits, Transfer(model, gpu, gpus));
    }

    /// <summary>The upstream JSON documents of the same numbers.</summary>
    /// <exception cref="ArgumentException">The model does not fit the GPUs.</exception>
    public static ProfileDocuments Documents(ModelShape model, GpuModel gpu, int gpus, EngineLimits? limits = null)
    {
        limits ??= new EngineLimits();
        var maxKvTokens = MaxKvTokens(model, gpu, gpus);
        var points = DecodeContexts.SelectMany(context => KvUsages.Select(usage => (Usage: usage, Context: context))).ToArray();
        var sequences = points.Select(point => Math.Clamp(point.Usage * maxKvTokens / point.Context, 1, limits.MaxSequences)).ToArray();
        var itl = points.Select((point, i) => Math.Round(ItlMs(model, gpu, gpus, sequences[i], point.Context), 4)).ToArray();
        var ttft = PrefillIsl.Select(isl => Math.Round(TtftMs(model, gpu, gpus, isl), 4)).ToArray();
        return new ProfileDocuments(
            ProfileDocuments.Write(
                ("prefill_isl", Array(PrefillIsl)),
                ("prefill_ttft", Array(ttft)),
                ("prefill_thpt_per_gpu", Array(PrefillIsl.Select((isl, i) => Math.Round(isl / ttft[i] * 1000 / gpus, 2))))),
            ProfileDocuments.Write(
                ("x_kv_usage", Array(points.Select(point => point.Usage))),
                ("y_context_length", Array(points.Select(point => point.Context))),
                ("z_itl", Array(itl)),
                ("z_thpt_per_gpu", Array(itl.Select((ms, i) => Math.Round(sequences[i] / ms * 1000 / gpus, 2)))),
                ("max_kv_tokens", maxKvTokens)));
    }

    /// <summary>A lone prompt's TTFT: the fixed cost and the FLOPs at the compute roof.</summary>
    public static double TtftMs(ModelShape model, GpuModel gpu, int gpus, double isl) =>
        PrefillOverheadMs + AllReduceTotalMs(model, gpus) + (model.PrefillFlops(isl) / (gpus * gpu.DenseFlops * ComputeEfficiency) * 1000);

    /// <summary>One decode step: the fixed cost, the host's work per sequence, and the slower of reading weights and cache or computing.</summary>
    public static double ItlMs(ModelShape model, GpuModel gpu, int gpus, double sequences, double context)
    {
        var bytes = model.WeightBytesTotal + (sequences * context * model.KvBytesPerToken);
        var memoryMs = bytes / (gpus * gpu.BytesPerSecond * BandwidthEfficiency) * 1000;
        var computeMs = 2 * model.Parameters * sequences / (gpus * gpu.DenseFlops * ComputeEfficiency) * 1000;
        return DecodeOverheadMs + AllReduceTotalMs(model, gpus) + (DecodeMsPerSequence * sequences) + Math.Max(memoryMs, computeMs);
    }

    private static long MaxKvTokens(ModelShape model, GpuModel gpu, int gpus)
    {
        var bytes = (gpus * ((gpu.MemoryBytes * MemoryShare) - ActivationBytesPerGpu)) - model.WeightBytesTotal;
        return bytes >= model.KvBytesPerToken
            ? (long)(bytes / model.KvBytesPerToken)
            : throw new ArgumentException($"model {model.Name} does not fit {gpus} GPUs of {gpu.Name}: give it more GPUs", nameof(gpus));
    }

    private static double AllReduceTotalMs(ModelShape model, int gpus) => gpus > 1 ? 2 * model.Layers * AllReduceMs : 0;

    private static KvTransfer Transfer(ModelShape model, GpuModel gpu, int gpus) =>
        new(TransferLatencyMs, model.KvBytesPerToken / (gpus * gpu.NetworkBytesPerSecond) * 1000);

    private static JsonArray Array(IEnumerable<double> numbers) => [.. numbers.Select(number => (JsonNode)number)];
}
