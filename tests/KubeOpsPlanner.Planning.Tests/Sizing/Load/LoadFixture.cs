using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Tests.Sizing.Load;

/// <summary>Engines and trained models as the domain document's load tables have them.</summary>
internal static class LoadFixture
{
    public const double ContextLength = 4096;
    public const double MaxKvTokens = 100_000;

    private static readonly double[] TrainedTokens = [500, 1000, 1500, 2000, 2500];

    public static LoadOptions Options(LoadTarget target) => new() { Target = target };

    public static LoadOptions Sla(double ttftMs = 500, double itlMs = 50) => new() { Target = LoadTarget.Sla, Targets = new LatencyTargets(ttftMs, itlMs) };

    public static RoleLoad Role(params EngineLoad[] engines) => Role(engines.Length, engines);

    public static RoleLoad Role(int current, EngineLoad[] engines) => new()
    {
        Current = current,
        Ready = engines.Length,
        Engines = [.. engines],
        Capabilities = new EngineCapabilities(ContextLength, MaxKvTokens),
    };

    public static EngineLoad Queued(double promptTokens, int index = 0) => new($"prefill-{index}") { QueuedPrefillTokens = promptTokens };

    public static EngineLoad Kv(double tokens, double queued = 0, int index = 0) =>
        new($"decode-{index}") { DecodeKvTokens = tokens, QueuedDecodeKvTokens = queued };

    public static EngineLoad Both(double kvTokens, double promptTokens = 0, int index = 0) =>
        new($"agg-{index}") { DecodeKvTokens = kvTokens, QueuedDecodeKvTokens = 0, QueuedPrefillTokens = promptTokens };

    public static EngineLoad[] Times(int count, Func<int, EngineLoad> engine) => [.. Enumerable.Range(0, count).Select(engine)];

    /// <summary>Prompts of these lengths, one a pass.</summary>
    public static PassModel Prefill(LoadOptions options, double secondsPerToken, double intercept, params double[] tokens) =>
        PassModel.Create(options).Learn((tokens.Length > 0 ? tokens : TrainedTokens).Select(
            length => new ForwardPass(length, 0, 0, (secondsPerToken * length) + intercept) { PrefillRequests = 1 }));

    /// <summary>One request each, t = 1e-5·kv + 0.001 s.</summary>
    public static PassModel Decode(LoadOptions options) =>
        PassModel.Create(options).Learn(TrainedTokens.Select(kv => new ForwardPass(0, 1, kv, (1e-5 * kv) + 0.001)));

    /// <summary>Prompts of 100 tokens beside decode, t = 1e-5·prompt + 1e-5·kv + 0.001 s, and both alone.</summary>
    public static PassModel Aggregated(LoadOptions options) =>
        PassModel.Create(options).Learn(
            TrainedTokens.SelectMany(kv => new[]
            {
                new ForwardPass(100, 1, kv, (1e-5 * (kv + 100)) + 0.001) { PrefillRequests = 1 },
                new ForwardPass(200, 1, kv, (1e-5 * (kv + 200)) + 0.001) { PrefillRequests = 2 },
                new ForwardPass(0, 1, kv, (1e-5 * kv) + 0.001),
            }));
}
