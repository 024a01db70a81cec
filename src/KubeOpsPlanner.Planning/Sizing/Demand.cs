namespace KubeOpsPlanner.Planning.Sizing;

/// <summary>Replicas for a demand.</summary>
public static class Demand
{
    /// <summary>Rounding noise of the division, not a request.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The forecast (or its quantile) plus what the backlog takes to drain; null while traffic is unknown.</summary>
    public static double? RequestsPerSecond(SizingSnapshot snapshot) => snapshot.Forecast is { } forecast
        ? forecast.RequestsPerSecondAt(snapshot.DemandQuantile) + (snapshot.Backlog?.RequestsPerSecond ?? 0)
        : null;

    /// <returns>Null when the model has no answer.</returns>
    public static int? Replicas(double requestsPerSecond, RoleCapacity? capacity) => capacity is { RequestsPerSecond: > 0 }
        ? (int)Math.Min(int.MaxValue / 2, Math.Ceiling(requestsPerSecond / capacity.RequestsPerSecond - Tolerance))
        : null;
}
