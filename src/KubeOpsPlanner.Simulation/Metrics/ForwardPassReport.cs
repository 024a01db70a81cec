using System.Text.Json;
using KubeOpsPlanner.Simulation.Engines;

namespace KubeOpsPlanner.Simulation.Metrics;

/// <summary>The last forward pass of every engine, as JSON under the names of Dynamo's forward-pass metrics.</summary>
/// <remarks>Simulated engines pull their work and so queue nothing themselves: what waits is the router's to tell.</remarks>
public static class ForwardPassReport
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="counter">Larger with every report: engines that idle report as well.</param>
    /// <param name="maxKvTokens">Of one decode worker.</param>
    public static string Render(EngineLoads loads, long counter, long maxKvTokens, bool isAggregated) => JsonSerializer.Serialize(
        loads.Prefill.Select(engine => Sample(RouterGauges.PrefillId(engine.Id), "prefill", counter, null, engine.LastPass, 0, 0))
            .Concat(loads.Decode.Select(engine => Sample(
                RouterGauges.DecodeId(engine.Id),
                isAggregated ? "aggregated" : "decode",
                counter,
                maxKvTokens,
                engine.Sequences > 0 ? engine.LastPass : default,
                engine.Sequences,
                engine.KvTokens))),
        Names);

    private static object Sample(int worker, string type, long counter, long? maxKvTokens, EnginePass pass, int sequences, double kvTokens) => new
    {
        WorkerId = worker,
        DpRank = 0,
        WorkerType = type,
        Version = 1,
        CounterId = counter,
        WallTime = pass.Ms / 1000,
        MaxKvTokens = maxKvTokens,
        ScheduledRequests = new
        {
            NumPrefillRequests = pass.Prompts,
            SumPrefillTokens = pass.PromptTokens,
            NumDecodeRequests = sequences,
            SumDecodeKvTokens = kvTokens,
        },
        QueuedRequests = new { NumPrefillRequests = 0, SumPrefillTokens = 0, NumDecodeRequests = 0, SumDecodeKvTokens = 0 },
    };
}
