namespace KubeOpsPlanner.Simulation.Engines;

/// <summary>One decode worker at one moment.</summary>
/// <param name="Sequences">That it decodes.</param>
/// <param name="KvTokens">That these hold.</param>
public readonly record struct DecodeLoad(int Sequences, double KvTokens);
