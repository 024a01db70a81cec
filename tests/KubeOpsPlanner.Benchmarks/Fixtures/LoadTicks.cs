using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Profiles;
using KubeOpsPlanner.Planning.Sizing;
using KubeOpsPlanner.Planning.Sizing.Load;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Benchmarks.Fixtures;

/// <summary>Ticks of one plan's load loop over a wave, with forward passes of every engine that differ from tick to tick.</summary>
internal static class LoadTicks
{
    public const double IntervalSeconds = 5;
    private const int TicksPerWave = 720;
    private const double MaxKvTokens = 400_000;

    private static readonly EngineCapabilities Capabilities = new(8192, MaxKvTokens);

    public static LoadOptions Options(LoadTarget target) => new() { Target = target, IntervalSeconds = IntervalSeconds, Percentile = 0.9 };

    /// <summary>The state after <paramref name="ticks"/> ticks.</summary>
    /// <param name="engines">Of each role.</param>
    public static LoadState Warm(LoadTarget target, int engines, EngineProfile profile, int ticks, int from = 0, LoadState? state = null)
    {
        state ??= LoadState.Create(Options(target));
        for (var tick = from; tick < from + ticks; tick++) state = LoadPlanner.Plan(Inputs(target, engines, profile, tick), state).Next;
        return state;
    }

    public static LoadInputs Inputs(LoadTarget target, int engines, EngineProfile profile, int tick) => new()
    {
        Options = Options(target),
        Limits = SizingLimits.Default with { Band = new GpuBand(-1, 4 * engines) },
        Now = TimeSpan.FromSeconds(tick * IntervalSeconds),
        Current = new ReplicaPair(engines, engines),
        Ready = new ServingReplicas(engines, engines),
        Gpus = new GpusPerReplica(1, 1),
        Prefill = new RoleEngines([.. Enumerable.Range(0, engines).Select(engine => Prefill(engine, tick))], Capabilities) { WaitingRequests = tick % 3 },
        Decode = new RoleEngines([.. Enumerable.Range(0, engines).Select(engine => Decode(engine, tick))], Capabilities),
        Profile = profile,
        PromptTokens = 3000,
        OutputTokens = 150,
        CacheHitRate = 0.2,
        StabilizationWindowSeconds = 60,
    };

    private static double Share(int engine, int tick) => 0.4 + (0.3 * Math.Sin((2 * Math.PI * tick / TicksPerWave) + engine));

    private static EngineLoad Prefill(int engine, int tick)
    {
        var tokens = 8000 * Share(engine, tick);
        return new EngineLoad($"prefill-{engine}")
        {
            QueuedPrefillTokens = tokens / 4,
            Counter = tick,
            PassId = tick,
            Passes = [new ForwardPass(tokens, 0, 0, 0.01 + (3e-5 * tokens)) { PrefillRequests = 2 }],
        };
    }

    private static EngineLoad Decode(int engine, int tick)
    {
        var (tokens, requests) = (MaxKvTokens * Share(engine, tick), Math.Ceiling(120 * Share(engine, tick)));
        return new EngineLoad($"decode-{engine}")
        {
            DecodeKvTokens = tokens,
            QueuedDecodeKvTokens = 0,
            DecodeRequests = requests,
            Counter = tick,
            PassId = tick,
            Passes = [new ForwardPass(0, requests, tokens, 0.005 + (4e-5 * requests) + (4e-8 * tokens))],
        };
    }
}
