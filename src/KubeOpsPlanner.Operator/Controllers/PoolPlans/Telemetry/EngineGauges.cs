using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Controllers.PoolPlans.Telemetry;

/// <param name="Name">As the upstream planner calls it, without its prefix.</param>
/// <param name="Read">Null where the engines' source does not tell.</param>
internal sealed record EngineGauge(string Name, string Description, Func<EngineLoad, double?> Read);

/// <summary>The numbers of an engine, by its worker and rank.</summary>
internal static class EngineGauges
{
    public static IReadOnlyList<EngineGauge> All { get; } =
    [
        new("engine_queued_prefill_tokens", "Prompt tokens that wait at an engine.", engine => engine.QueuedPrefillTokens),
        new("engine_queued_decode_kv_tokens", "Tokens that requests bring which wait for decode at an engine.", engine => engine.QueuedDecodeKvTokens),
        new("engine_inflight_decode_kv_tokens", "Tokens in an engine's KV cache of requests that decode.", engine => engine.DecodeKvTokens),
    ];

    /// <summary>Every engine that was seen last, prefill and decode, with its rank within the worker.</summary>
    public static IEnumerable<(EngineLoad Engine, int Rank)> Seen(PlanSample sample) => sample.Engines is { } seen
        ? Ranked(seen.Prefill).Concat(Ranked(seen.Decode))
        : [];

    private static IEnumerable<(EngineLoad Engine, int Rank)> Ranked(RoleEngines role) => role.Engines
        .GroupBy(engine => engine.Worker, StringComparer.Ordinal)
        .SelectMany(worker => worker.Select((engine, rank) => (engine, rank)));
}
