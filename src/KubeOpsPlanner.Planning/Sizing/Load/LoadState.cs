using System.Collections.Immutable;
using KubeOpsPlanner.Planning.Sizing.Load.Engines;
using KubeOpsPlanner.Planning.Sizing.Load.Latencies;

namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>What one plan's load loop remembers between ticks. Replace it whole.</summary>
public sealed record LoadState(RoleMemory Prefill, RoleMemory Decode, ImmutableArray<RecentDesired> Recent)
{
    public static LoadState Create(LoadOptions options) => new(RoleMemory.Create(options), RoleMemory.Create(options), []);

    /// <summary>Whether what was learned under other options still fits.</summary>
    public bool Fits(LoadOptions options) =>
        (Prefill.Model.Options.MaxSamples, Prefill.Model.Options.SampleBuckets, Prefill.Model.Options.MinObservations)
            == (options.MaxSamples, options.SampleBuckets, options.MinObservations);
}

/// <summary>One role's part.</summary>
public sealed record RoleMemory(PassModel Model, EngineSightings Sightings, StartupShrink Startup)
{
    public static RoleMemory Create(LoadOptions options) => new(PassModel.Create(options), EngineSightings.None, StartupShrink.None);

    public bool HasLearned => Model.PrefillSamples.All.Count + Model.DecodeSamples.All.Count + Model.MixedSamples.All.Count > 0;
}
