using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>
/// Maximum likelihood for a given order. The search starts from the coefficients that minimise the conditional sum of
/// squares (or from none, where those are worse), and goes over partial autocorrelations, so that every model visited is
/// stationary and invertible.
/// </summary>
public static class ArimaFitter
{
    private const int ConditionalIterations = 30;

    /// <summary>tanh(1.5) = 0.905: beyond it the likelihood is so flat in the free numbers that a search may stop at once.</summary>
    private const double FarthestStart = 1.5;

    /// <param name="series">Not yet differenced.</param>
    /// <returns>Null when the series is too short or too wild for the order.</returns>
    public static ArimaFit? Fit(IReadOnlyList<double> series, ArimaOrder order) =>
        FitDifferenced(Differencing.Apply(series, order.Differences, order.SeasonalDifferences, order.Period), order);

    internal static ArimaFit? FitDifferenced(double[] differenced, ArimaOrder order)
    {
        var memory = Math.Max(order.Ar + order.Period * order.SeasonalAr, order.Ma + order.Period * order.SeasonalMa);
        if (differenced.Length <= Math.Max(order.ParameterCount, order.CoefficientCount == 0 ? 0 : memory / 2)) return null;

        var free = Search(differenced, order);
        var coefficients = ArmaPolynomials.Coefficients(order, free);
        return ArmaLikelihood.Evaluate(ArmaPolynomials.Expand(order, coefficients), differenced, order.HasConstant) is { } at
            && double.IsFinite(at.LogLikelihood)
                ? new ArimaFit(order, new ValueList<double>(coefficients), at.Mean, at.Variance, at.LogLikelihood, differenced.Length)
                : null;
    }

    private static double[] Search(double[] series, ArimaOrder order)
    {
        var start = new double[order.CoefficientCount];
        if (start.Length == 0) return start;
        var mean = order.HasConstant ? series.Average() : 0;
        var (conditional, _) = Minimizer.Minimize(
            free => Math.Log(ArmaLikelihood.ConditionalVariance(ArmaPolynomials.FromFree(order, free), series, mean)),
            start,
            ConditionalIterations);
        conditional = [.. conditional.Select(value => Math.Clamp(value, -FarthestStart, FarthestStart))];
        if (Exact(conditional) < Exact(start)) start = conditional;
        return Minimizer.Minimize(Exact, Minimizer.Minimize(Exact, start).Point).Point;

        // Per observation, so that the tolerances of the search mean the same for short and long series.
        double Exact(double[] free) =>
            ArmaLikelihood.Evaluate(ArmaPolynomials.FromFree(order, free), series, order.HasConstant) is { } at
                ? -at.LogLikelihood / series.Length
                : double.PositiveInfinity;
    }
}
