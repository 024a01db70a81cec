namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>What one inference engine calls the same things. Where it renamed one, both names are listed, newer first.</summary>
/// <param name="KvUsage">Share of the KV cache, 0 to 1.</param>
/// <param name="KvSize">Tokens in the KV cache; empty where the engine does not tell.</param>
/// <param name="PrefillSeconds">Histogram of prefill alone; empty where the engine measures only times with a queue.</param>
internal sealed record EngineNames(
    string Running,
    string Waiting,
    string[] KvUsage,
    string KvSize,
    string[] InterTokenSeconds,
    string PrefillSeconds,
    string PromptTokens,
    AcceptanceNames Acceptance)
{
    /// <summary>Every series that is read, for those who ask for them by name.</summary>
    public IEnumerable<string> Series =>
    [
        Running, Waiting, .. KvUsage, .. new[] { KvSize, Acceptance.Length, Acceptance.Accepted, Acceptance.Drafts }.Where(name => name.Length > 0),
        .. new[] { PrefillSeconds, PromptTokens }.Where(name => name.Length > 0).Concat(InterTokenSeconds).SelectMany(name => new[] { name + "_sum", name + "_count" }),
    ];

    public static IReadOnlyList<EngineNames> All { get; } =
    [
        new(
            "vllm:num_requests_running",
            "vllm:num_requests_waiting",
            ["vllm:kv_cache_usage_perc", "vllm:gpu_cache_usage_perc"],
            "",
            ["vllm:inter_token_latency_seconds", "vllm:time_per_output_token_seconds"],
            "vllm:request_prefill_time_seconds",
            "vllm:request_prompt_tokens",
            new AcceptanceNames("", "vllm:spec_decode_num_accepted_tokens_total", "vllm:spec_decode_num_drafts_total")),
        new(
            "sglang:num_running_reqs",
            "sglang:num_queue_reqs",
            ["sglang:token_usage"],
            "sglang:max_total_num_tokens",
            ["sglang:inter_token_latency_seconds", "sglang:time_per_output_token_seconds"],
            "",
            "",
            new AcceptanceNames("sglang:spec_accept_length", "", "")),
        new(
            "trtllm_num_requests_running",
            "trtllm_num_requests_waiting",
            ["trtllm_kv_cache_utilization"],
            "",
            ["trtllm_time_per_output_token_seconds"],
            "",
            "",
            new AcceptanceNames("trtllm_spec_decode_acceptance_length", "", "")),
    ];
}

/// <summary>How an engine tells the tokens that one step of speculative decoding yields: as a gauge, or as counters of accepted tokens and drafts.</summary>
internal sealed record AcceptanceNames(string Length, string Accepted, string Drafts);
