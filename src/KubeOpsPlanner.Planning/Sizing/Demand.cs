using KubeOpsPlanner.Planning.Forecasting;

namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Requests per second that each role shall carry.</summary>
/// <param name="Forecast">The forecast, or its quantile, at its peak until ordered replicas serve.</param>
/// <param name="Prefill">With what the backlog takes to drain.</param>
/// <param name="Decode">With what the backlog takes to drain.</param>
public readonly record struct Demand(double Forecast, double Prefill, double Decode)
{
    /// <summary>Rounding noise of the division, not a request.</summary>
    private const double Tolerance = 1e-9;

    public double Most => Math.Max(Prefill, Decode);

    /// <returns>Null while traffic is unknown.</returns>
    public static Demand? Of(SizingSnapshot snapshot)
    {
        if (snapshot.Forecast is not { } forecast) return null;
        var rate = Peak(forecast, snapshot.DemandQuantile);
        if (snapshot.Backlog is not { IsEmpty: false } backlog) return new Demand(rate, rate, rate);
        return new Demand(
            rate,
            rate + Drain(backlog.AtPrefill, backlog.DrainSeconds, rate, snapshot.Current.Prefill, snapshot.Capacity.Prefill, snapshot),
            rate + Drain(backlog.AtDecode, backlog.DrainSeconds, rate, snapshot.Current.Decode, snapshot.Capacity.Decode, snapshot));
    }

    /// <summary>Replicas for this demand and a margin on top of it.</summary>
    /// <param name="margin">0.1 for a tenth more.</param>
    /// <returns>Null per role where the model has no answer; 0 for a role that is not managed.</returns>
    public (int? Prefill, int? Decode) Replicas(PlanMode mode, PoolCapacity capacity, double margin = 0) => (
        mode.ManagesPrefill() ? Replicas(Prefill * (1 + margin), capacity.Prefill) : 0,
        mode.ManagesDecode() ? Replicas(Decode * (1 + margin), capacity.Decode) : 0);

    /// <summary>
    /// The most of any interval until replicas that are ordered now serve. A quantile is believed once so many errors
    /// were measured that it lies among them (nine for 0.9): one error of a young forecast is no distribution.
    /// </summary>
    internal static double Peak(TrafficForecast forecast, double? quantile)
    {
        var peak = 0.0;
        foreach (var ahead in forecast.RequestsAhead)
        {
            var isCalibrated = quantile is { } share && ahead.Residuals.Count >= share / (1 - share) - Tolerance;
            peak = Math.Max(peak, isCalibrated ? ahead.Quantile(quantile!.Value) : ahead.Point);
        }

        return peak / forecast.IntervalSeconds;
    }

    private static int? Replicas(double requestsPerSecond, RoleCapacity? capacity) => capacity is { RequestsPerSecond: > 0 }
        ? (int)Math.Min(int.MaxValue / 2, Math.Ceiling(requestsPerSecond / capacity.RequestsPerSecond - Tolerance))
        : null;

    /// <summary>
    /// The rate at which a backlog shall be worked off. What runs or starts works on it before anything that is ordered now
    /// can help, so only what will then be left asks for more; until it is gone the replicas that work on it stay.
    /// </summary>
    private static double Drain(double requests, double drainSeconds, double rate, int replicas, RoleCapacity? capacity, SizingSnapshot snapshot)
    {
        if (capacity is not { RequestsPerSecond: > 0 }) return 0;
        var surplus = Math.Max(0, replicas * capacity.RequestsPerSecond - rate);
        var left = Math.Max(0, requests - (surplus * snapshot.TimeToReadySeconds));
        return Math.Max(left / drainSeconds, Math.Min(requests / drainSeconds, surplus));
    }
}
