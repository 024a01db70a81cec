using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Sizing.Load.Engines;

/// <summary>When each engine's counter was last seen to move: an engine that fell silent must not count as idle.</summary>
public sealed record EngineSightings(ImmutableDictionary<string, EngineSighting> Engines)
{
    public static EngineSightings None { get; } = new(ImmutableDictionary<string, EngineSighting>.Empty);

    /// <param name="now">On any fixed scale of domain time.</param>
    public EngineSightings Observe(TimeSpan now, IEnumerable<EngineLoad> engines)
    {
        var seen = ImmutableDictionary.CreateBuilder<string, EngineSighting>();
        foreach (var engine in engines)
        {
            var moved = engine.Counter is null || !Engines.TryGetValue(engine.Worker, out var before) || before.Counter != engine.Counter;
            seen[engine.Worker] = new EngineSighting(engine.Counter, engine.PassId, moved ? now : Engines[engine.Worker].At);
        }

        return new EngineSightings(seen.ToImmutable());
    }

    /// <summary>Whether this engine's passes have not been looked at before.</summary>
    public bool HasNewPasses(EngineLoad engine) =>
        engine.PassId is null || !Engines.TryGetValue(engine.Worker, out var before) || before.PassId != engine.PassId;

    public bool IsStale(EngineLoad engine, TimeSpan now, double staleSeconds) =>
        Engines.TryGetValue(engine.Worker, out var seen) && (now - seen.At).TotalSeconds > staleSeconds;
}

/// <param name="At">On the scale of <see cref="EngineSightings.Observe"/>.</param>
public readonly record struct EngineSighting(long? Counter, long? PassId, TimeSpan At);
