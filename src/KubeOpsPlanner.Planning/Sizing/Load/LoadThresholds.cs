namespace KubeOpsPlanner.Planning.Sizing.Load;

/// <summary>Two fixed bounds of one signal. Which of them count themselves in is Dynamo's choice and differs by target.</summary>
/// <param name="Up">One engine beyond it asks for more replicas.</param>
/// <param name="Down">All engines below it offer one.</param>
public sealed record LoadThresholds(double Up, bool IsUpIncluded, double Down, bool IsDownIncluded)
{
    public bool IsOver(double signal) => IsUpIncluded ? signal >= Up : signal > Up;

    public bool IsIdle(double signal) => IsDownIncluded ? signal <= Down : signal < Down;

    /// <summary>Of queued prompt tokens over the context length; for <see cref="LoadTarget.Load"/> of the tokens themselves.</summary>
    /// <returns>Null where the plan would have to name them and did not.</returns>
    public static LoadThresholds? OfPrefill(LoadOptions options) => options.Target switch
    {
        LoadTarget.Throughput => new LoadThresholds(1.0, true, 0.1, false),
        LoadTarget.Latency => new LoadThresholds(0.1, true, 0.0, true),
        LoadTarget.Load => options.PrefillThresholds,
        _ => null,
    };

    /// <summary>Of tokens in and before the KV cache over its size.</summary>
    /// <inheritdoc cref="OfPrefill" path="/returns"/>
    public static LoadThresholds? OfDecode(LoadOptions options) => options.Target switch
    {
        LoadTarget.Throughput => new LoadThresholds(1.0, false, 0.6, false),
        LoadTarget.Latency => new LoadThresholds(0.4, false, 0.1, false),
        LoadTarget.Load => options.DecodeThresholds,
        _ => null,
    };

    /// <summary>Bounds that a plan names; both count themselves in.</summary>
    public static LoadThresholds Named(double up, double down) => new(up, true, down, true);
}
