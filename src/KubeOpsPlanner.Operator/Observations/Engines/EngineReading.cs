using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;

namespace KubeOpsPlanner.Operator.Observations.Engines;

/// <summary>What one source told. A source that cannot say anything says why.</summary>
/// <param name="Prefill">One entry per rank; empty where nothing is known.</param>
/// <param name="Problem">Set where nothing useful was told.</param>
public sealed record EngineReading(IReadOnlyList<EngineLoad> Prefill, IReadOnlyList<EngineLoad> Decode, string? Problem)
{
    /// <summary>What to compare the next reading with.</summary>
    public ImmutableDictionary<string, WorkerCounters> Counted { get; init; } = ImmutableDictionary<string, WorkerCounters>.Empty;

    /// <summary>Tokens per decode step of speculative decoding; null where the source does not tell.</summary>
    public double? AcceptLength { get; init; }

    public static EngineReading Of(IReadOnlyList<EngineLoad> prefill, IReadOnlyList<EngineLoad> decode) => new(prefill, decode, null);

    public static EngineReading None(string problem) => new([], [], problem);
}
