using System.Collections.Immutable;

namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>What profiling measured, before anything is fitted to it.</summary>
/// <param name="Prefill">Null when it is missing or broken.</param>
/// <param name="Decode">Null when it is missing or broken.</param>
public sealed record ProfileMeasurements(PrefillMeasurements? Prefill, DecodeMeasurements? Decode, ImmutableArray<ProfileIssue> Issues);
