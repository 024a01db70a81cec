using System.Globalization;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>What a KV router, in the frontend or on its own, exports about each worker, its queues and the model's limits.</summary>
/// <remarks>Simulated workers pull, so what no worker has begun is the router's queue.</remarks>
public static class RouterGauges
{
    /// <summary>As if the engines ran with --max-model-len 8192.</summary>
    public const int ContextLength = 8192;

    /// <summary>Tokens of a KV block; Dynamo's default.</summary>
    public const int BlockTokens = 16;

    private const string PrefillType = "prefill";
    private const string DecodeType = "decode";
    private const string AggregatedType = "aggregated";

    /// <summary>Worker ids are lease numbers in Dynamo; here the role is told by the thousands.</summary>
    private const int FirstPrefillId = 1000;
    private const int FirstDecodeId = 2000;

    public static string Render(EngineLoads loads, EnginePoolState engines, EngineProfile profile, EngineLayout layout, LastLatencies last, MetricsFace face)
    {
        var text = new PrometheusText();
        var decodeType = layout == EngineLayout.Aggregated ? AggregatedType : DecodeType;
        (int Id, string Type)[] prompted = layout == EngineLayout.Aggregated
            ? [.. loads.Decode.Select(worker => (DecodeId(worker.Id), AggregatedType))]
            : [.. loads.Prefill.Select(worker => (PrefillId(worker.Id), PrefillType))];
        Model(text, profile, face);
        Queue(text, engines, layout, face);
        Family(text, face, "worker_active_prefill_tokens", "Prompt tokens that the worker has not computed yet",
            prompted.Select(worker => (worker.Id, worker.Type, (double?)loads.PrefillingTokens / prompted.Length)));
        Family(text, face, "worker_active_decode_blocks", "KV blocks of the requests that the worker decodes",
            loads.Decode.Select(worker => (DecodeId(worker.Id), decodeType, (double?)Math.Ceiling(worker.KvTokens / BlockTokens))));
        Family(text, face, "worker_last_time_to_first_token_seconds", "Time to the first token of the worker's last request",
            prompted.Select(worker => (worker.Id, worker.Type, last.TtftSeconds)));
        Family(text, face, "worker_last_input_sequence_tokens", "Prompt of the worker's last request",
            prompted.Select(worker => (worker.Id, worker.Type, last.TtftSeconds is null ? null : (double?)last.InputTokens)));
        Family(text, face, "worker_last_inter_token_latency_seconds", "Time between tokens of the worker's last request",
            loads.Decode.Select(worker => (DecodeId(worker.Id), decodeType, last.ItlSeconds)));
        return text.ToString();
    }

    internal static int PrefillId(int engine) => FirstPrefillId + engine;

    internal static int DecodeId(int engine) => FirstDecodeId + engine;

    private static void Model(PrometheusText text, EngineProfile profile, MetricsFace face)
    {
        Gauge("model_context_length", "Longest request in tokens", ContextLength);
        Gauge("model_kv_cache_block_size", "Tokens of a KV block", BlockTokens);
        Gauge("model_total_kv_blocks", "KV blocks of a worker", Math.Floor((double)profile.MaxKvTokens / BlockTokens));
        Gauge("model_max_num_batched_tokens", "Prompt tokens in one forward pass", profile.Limits.MaxBatchedTokens);

        void Gauge(string name, string help, double value) =>
            text.Family(face.Prefix + name, "gauge", help).Sample(face.Prefix + name, value, face.Labels);
    }

    private static void Queue(PrometheusText text, EnginePoolState engines, EngineLayout layout, MetricsFace face)
    {
        var name = face.Prefix.EndsWith("router_", StringComparison.Ordinal) ? face.Prefix + "queue_pending_requests" : face.Prefix + "router_queue_pending_requests";
        text.Family(name, "gauge", "Requests that no worker has taken yet");
        if (layout == EngineLayout.Aggregated)
        {
            text.Sample(name, engines.Queued, [.. face.Labels, ("worker_type", AggregatedType)]);
            return;
        }

        text.Sample(name, engines.Queued, [.. face.Labels, ("worker_type", PrefillType)]);
        text.Sample(name, engines.WaitingForDecode, [.. face.Labels, ("worker_type", DecodeType)]);
    }

    private static void Family(
        PrometheusText text, MetricsFace face, string name, string help, IEnumerable<(int Worker, string Type, double? Value)> samples)
    {
        var known = samples.Where(sample => sample.Value is not null).ToList();
        if (known.Count == 0)
        {
            return;
        }

        text.Family(face.Prefix + name, "gauge", help);
        foreach (var (worker, type, value) in known)
        {
            text.Sample(
                face.Prefix + name, value!.Value,
                [.. face.Labels, ("worker_id", worker.ToString(CultureInfo.InvariantCulture)), ("dp_rank", "0"), ("worker_type", type)]);
        }
    }
}
