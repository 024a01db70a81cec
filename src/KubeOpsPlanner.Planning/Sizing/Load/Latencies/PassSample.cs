namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <param name="First">Prompt tokens, or requests that decode.</param>
/// <param name="Second">Tokens in the KV cache; 0 for passes without decode.</param>
public readonly record struct PassSample(double First, double Second, double Seconds);
