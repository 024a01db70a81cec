namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>Measured behaviour of one engine configuration; a side that was not profiled is null.</summary>
public sealed record EngineProfile(PrefillProfile? Prefill, DecodeProfile? Decode);
