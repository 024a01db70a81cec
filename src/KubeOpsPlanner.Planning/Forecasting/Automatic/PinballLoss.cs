namespace KubeOpsPlanner.Planning.Forecasting.Automatic;

/// <summary>The loss whose minimum is a quantile (Koenker and Bassett, 1978).</summary>
public static class PinballLoss
{
    /// <summary>
    /// A value above the forecast costs p per unit, one below it 1 − p. Sizing at the p-quantile is right when capacity
    /// that is missing costs p / (1 − p) times what idle capacity costs, so this loss is that cost: less of it means
    /// fewer replicas for the same share of intervals that are served in time.
    /// </summary>
    public static double Of(double value, double quantile, double probability) =>
        value >= quantile ? probability * (value - quantile) : (1 - probability) * (quantile - value);
}
