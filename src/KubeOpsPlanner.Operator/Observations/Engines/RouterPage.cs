using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>
/// The gauges that a frontend, or a router of its own, has about workers and what waits for them:
/// <c>dynamo_frontend_worker_*</c> and <c>dynamo_component_router_worker_*</c> by worker and rank, and the model's limits.
/// </summary>
public sealed record RouterPage(IReadOnlyList<RoutedWorker> Workers)
{
    private static readonly string[] Prefixes = [TrafficSeries.FrontendPrefix, TrafficSeries.RouterPrefix];

    public static RouterPage Empty { get; } = new([]);

    /// <summary>Requests without a first token, wherever they are; null where nobody counts them.</summary>
    public double? QueuedRequests { get; private init; }

    /// <summary>Requests in the router that no worker has yet, by kind of worker.</summary>
    public IReadOnlyDictionary<string, double> Pending { get; private init; } = new Dictionary<string, double>();

    public double? ContextLength { get; private init; }

    public double? KvBlockSize { get; private init; }

    public double? TotalKvBlocks { get; private init; }

    public double? MaxBatchedTokens { get; private init; }

    /// <summary>Shares of prompts found in caches, one sample per request; null where nobody counts them.</summary>
    public RunningMean? CacheHits { get; private init; }

    /// <param name="runtimeNamespace">Of this generation of workers; null where it is <paramref name="dynamoNamespace"/>.</param>
    public static RouterPage From(Exposition page, string? model, string dynamoNamespace, string? runtimeNamespace = null)
    {
        TrafficSeries[] series =
            [.. new[] { dynamoNamespace, runtimeNamespace }.OfType<string>().SelectMany(name => new[] { TrafficSeries.Frontend(model, name), TrafficSeries.Router(name) })];
        var ours = page.Samples
            .Where(sample => double.IsFinite(sample.Value)
                && series.Any(known => sample.Name.StartsWith(known.Prefix, StringComparison.Ordinal) && known.Matches(sample.Labels)))
            .ToLookup(sample => sample.Name[Prefixes.First(prefix => sample.Name.StartsWith(prefix, StringComparison.Ordinal)).Length..], StringComparer.Ordinal);
        var blockSize = Largest(ours["model_kv_cache_block_size"]);
        var pending = ours["router_queue_pending_requests"].Concat(ours["queue_pending_requests"])
            .GroupBy(sample => sample.Labels.GetValueOrDefault("worker_type", ""))
            .ToDictionary(group => group.Key, group => group.Sum(sample => sample.Value));
        return new RouterPage(Read(ours, pending, blockSize))
        {
            QueuedRequests = ours["queued_requests"].Any() ? ours["queued_requests"].Sum(sample => sample.Value) : null,
            Pending = pending,
            ContextLength = Largest(ours["model_context_length"]),
            KvBlockSize = blockSize,
            TotalKvBlocks = Largest(ours["model_total_kv_blocks"]),
            MaxBatchedTokens = Largest(ours["model_max_num_batched_tokens"]),
            CacheHits = ours["kv_hit_rate_count"].Any() && ours["kv_hit_rate_sum"].Any()
                ? new RunningMean(ours["kv_hit_rate_sum"].Sum(sample => sample.Value), ours["kv_hit_rate_count"].Sum(sample => sample.Value))
                : null,
        };
    }

    /// <summary>What spec and arguments leave open, as the model's card says.</summary>
    public EngineCapabilities Complete(EngineCapabilities known) => new(
        known.ContextLength ?? ContextLength,
        KvBlockSize is { } size && TotalKvBlocks is { } blocks ? size * blocks : known.MaxKvTokens,
        known.MaxBatchedTokens != EngineCapabilities.DefaultBatchedTokens ? known.MaxBatchedTokens : MaxBatchedTokens is > 0 and var most ? most : known.MaxBatchedTokens);

    /// <summary>
    /// Requests in front of one role's engines. Where the router counts them they are told; else what has no first token
    /// and is neither queued in an engine nor computed by one waits before prefill.
    /// </summary>
    /// <returns>Null where nobody counts.</returns>
    public double? Waiting(IReadOnlyList<EngineLoad> engines, EngineQuestion question, bool isPrefill)
    {
        var kind = isPrefill ? WorkerKind.Prefill : question.IsAggregated ? WorkerKind.Aggregated : WorkerKind.Decode;
        if (PendingOf(kind, Pending) is { } pending) return pending;
        if (kind == WorkerKind.Decode || Pending.Count > 0 || QueuedRequests is not { } queued || question.PromptTokens is not > 0) return null;
        var held = engines.Sum(engine => (engine.QueuedPrefillTokens ?? 0) / question.PromptTokens.Value);
        return Math.Max(0, queued - held - engines.Count);
    }

    /// <summary>Null where the router does not count them.</summary>
    private static double? PendingOf(string kind, IReadOnlyDictionary<string, double> pending) =>
        pending.TryGetValue(kind, out var requests) || (pending.Count == 1 && pending.TryGetValue("", out requests)) ? requests : null;

    private static List<RoutedWorker> Read(ILookup<string, MetricSample> ours, Dictionary<string, double> pending, double? blockSize)
    {
        var workers = ours["worker_active_prefill_tokens"].Concat(ours["worker_active_decode_blocks"])
            .Select(sample => (
                Worker: sample.Labels.GetValueOrDefault("worker_id", ""),
                Rank: sample.Labels.GetValueOrDefault("dp_rank", ""),
                Kind: sample.Labels.GetValueOrDefault("worker_type", "")))
            .Where(key => key.Worker.Length > 0)
            .Distinct()
            .ToLookup(key => key.Kind);
        return
        [
            .. workers.SelectMany(kind => kind.Select(key => new RoutedWorker(
                key.Kind, Load(ours, key.Worker, key.Rank, (PendingOf(key.Kind, pending) ?? 0) / kind.Count(), blockSize)))),
        ];
    }

    /// <param name="pending">Requests in the router, the worker's share of them.</param>
    private static EngineLoad Load(ILookup<string, MetricSample> ours, string worker, string rank, double pending, double? blockSize)
    {
        var prefillTokens = Find("worker_active_prefill_tokens");
        var kvTokens = Find("worker_active_decode_blocks") * blockSize;
        var ttft = Find("worker_last_time_to_first_token_seconds");
        var prompt = Find("worker_last_input_sequence_tokens");
        var itl = Find("worker_last_inter_token_latency_seconds");

        // The prompt that brought the last first token had what is active before it, as upstream's router loop has it, and what the
        // router holds as well: without that its wait would be taken for the engine's own time, and a queue would hide itself.
        ForwardPass[] passes =
        [
            .. ttft > 0 && prompt > 0 ? [new ForwardPass((prompt.Value * (1 + pending)) + (prefillTokens ?? 0), 0, 0, ttft.Value)] : Array.Empty<ForwardPass>(),
            .. itl > 0 && kvTokens > 0 ? [new ForwardPass(0, 0, kvTokens.Value, itl.Value)] : Array.Empty<ForwardPass>(),
        ];
        return new EngineLoad(worker)
        {
            QueuedPrefillTokens = prefillTokens,
            DecodeKvTokens = kvTokens,
            Passes = [.. passes],
            PassId = BitConverter.DoubleToInt64Bits((ttft ?? 0) + (1e3 * (itl ?? 0)) + (1e6 * (prompt ?? 0))),
        };

        double? Find(string name)
        {
            foreach (var sample in ours[name])
            {
                if (sample.Labels.GetValueOrDefault("worker_id") == worker && sample.Labels.GetValueOrDefault("dp_rank", "") == rank) return sample.Value;
            }

            return null;
        }
    }

    private static double? Largest(IEnumerable<MetricSample> samples) =>
        samples.Select(sample => sample.Value).Where(value => value > 0).Select(value => (double?)value).Max();
}

/// <param name="Kind">The label worker_type; empty where the series has none.</param>
public sealed record RoutedWorker(string Kind, EngineLoad Load);
