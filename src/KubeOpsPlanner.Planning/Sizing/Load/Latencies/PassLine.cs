namespace KubeOpsPlanner.Planning.Sizing.Load.Latencies;

/// <summary>Seconds of a forward pass as a straight line over its work.</summary>
/// <param name="First">Seconds per prompt token, or per request that decodes.</param>
/// <param name="Second">Seconds per token in the KV cache; 0 for passes without decode.</param>
public sealed record PassLine(double Intercept, double First, double Second)
{
    /// <summary>No pass is faster; keeps a line that undershoots at small work from promising nothing at all.</summary>
    private const double LeastSeconds = 1e-6;

    public double Seconds(double first, double second) => Math.Max(LeastSeconds, Intercept + (First * first) + (Second * second));
}
