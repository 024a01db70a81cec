using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Budgeting.Bands;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>What one plan's load loop remembers between ticks. Replace it whole.</summary>
public sealed record LoadState(RoleMemory Prefill, RoleMemory Decode, ImmutableArray<RecentDesired> Recent)
{
    public ArrivalRate Arrivals { get; init; } = ArrivalRate.Unknown;

    public static LoadState Create(LoadOptions options) => new(RoleMemory.Create(options), RoleMemory.Create(options), []);

    /// <summary>What runs when the loop begins counts as wanted, so that its first look shrinks nothing.</summary>
    public static LoadState Begin(LoadOptions options, TimeSpan now, ReplicaPair current) =>
        Create(options) with { Recent = [new RecentDesired(now, current)] };

    /// <summary>Whether what was learned under other options still fits.</summary>
    public bool Fits(LoadOptions options) =>
        (Prefill.Model.Options.MaxSamples, Prefill.Model.Options.SampleBuckets, Prefill.Model.Options.MinObservations)
            == (options.MaxSamples, options.SampleBuckets, options.MinObservations);
}

/// <summary>One role's part.</summary>
public sealed record RoleMemory(PassModel Model, EngineSightings Sightings, StartupShrink Startup)
{
    /// <summary>Until then replicas that were ordered for what waits work on it; null where none do.</summary>
    public TimeSpan? AnsweredUntil { get; init; }

    public static RoleMemory Create(LoadOptions options) => new(PassModel.Create(options), EngineSightings.None, StartupShrink.None);

    public bool HasLearned => Model.PrefillSamples.All.Count + Model.DecodeSamples.All.Count + Model.MixedSamples.All.Count > 0;
}
