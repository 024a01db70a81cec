namespace KubeOpsPlanner.Planning.Profiles;

/// <summary>How an engine decodes at one load.</summary>
/// <param name="KvUsage">Share of the KV cache in use, 0 to 1.</param>
/// <param name="ItlMs">Time between two tokens of one request.</param>
/// <param name="ThroughputPerGpu">Output tokens per second and GPU.</param>
public readonly record struct DecodeOperatingPoint(double KvUsage, double ItlMs, double ThroughputPerGpu);
