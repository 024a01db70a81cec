namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>ARIMA(p,d,q)(P,D,Q)[m] in the notation of Box and Jenkins.</summary>
/// <param name="Ar">p</param>
/// <param name="Differences">d</param>
/// <param name="Ma">q</param>
/// <param name="SeasonalAr">P</param>
/// <param name="SeasonalDifferences">D</param>
/// <param name="SeasonalMa">Q</param>
/// <param name="Period">m, in intervals; 1 without a season.</param>
/// <param name="HasConstant">A mean (d + D = 0) or a drift (d + D = 1), estimated as the mean of the differenced series.</param>
public sealed record ArimaOrder(
    int Ar, int Differences, int Ma, int SeasonalAr = 0, int SeasonalDifferences = 0, int SeasonalMa = 0, int Period = 1, bool HasConstant = false)
{
    /// <summary>(0,d,0): nothing but differences, so that the forecast is the last value or a line.</summary>
    public bool IsCollapsed => CoefficientCount == 0;

    public int CoefficientCount => Ar + Ma + SeasonalAr + SeasonalMa;

    /// <summary>Coefficients, constant and innovation variance.</summary>
    public int ParameterCount => CoefficientCount + (HasConstant ? 1 : 0) + 1;

    /// <summary>Observations that differencing uses up.</summary>
    public int LostObservations => Differences + SeasonalDifferences * Period;

    public override string ToString() =>
        $"ARIMA({Ar},{Differences},{Ma})"
        + (Period > 1 ? $"({SeasonalAr},{SeasonalDifferences},{SeasonalMa})[{Period}]" : "")
        + (HasConstant ? Differences + SeasonalDifferences == 0 ? " with mean" : " with drift" : "");
}
