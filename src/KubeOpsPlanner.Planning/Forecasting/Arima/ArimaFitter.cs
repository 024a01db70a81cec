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

    /// <param name="hopeless">A model that a first search leaves above this AICc is not searched again: it cannot win.</param>
    internal static ArimaFit? FitDifferenced(double[] differenced, ArimaOrder order, double hopeless = double.PositiveInfinity)
    {
        var memory = Math.Max(order.Ar + order.Period * order.SeasonalAr, order.Ma + order.Period * order.SeasonalMa);
        if (differenced.Length <= Math.Max(order.ParameterCount, order.CoefficientCount == 0 ? 0 : memory / 2)) return null;

        var none = new double[order.CoefficientCount];
        if (none.Length == 0) return At(none);
        var found = Minimizer.Minimize(Exact, Start(), isCentral: false).Point;
        return At(found) is not { } fit || fit.Aicc <= hopeless ? At(Minimizer.Minimize(Exact, found).Point) : fit;

        double[] Start()
        {
            var conditional = Conditional(differenced, order);
            return Exact(conditional) < Exact(none) ? conditional : none;
        }

        // Per observation, so that the tolerances of the search mean the same for short and long series.
        double Exact(double[] free) =>
            ArmaLikelihood.Evaluate(ArmaPolynomials.FromFree(order, free), differenced, order.HasConstant) is { } at
                ? -at.LogLikelihood / differenced.Length
                : double.PositiveInfinity;

        ArimaFit? At(double[] free)
        {
            var coefficients = ArmaPolynomials.Coefficients(order, free);
            return ArmaLikelihood.Evaluate(ArmaPolynomials.Expand(order, coefficients), differenced, order.HasConstant) is { } at
                && double.IsFinite(at.LogLikelihood)
                    ? new ArimaFit(order, new ValueList<double>(coefficients), at.Mean, at.Variance, at.LogLikelihood, differenced.Length)
                    : null;
        }
    }

    private static double[] Conditional(double[] series, ArimaOrder order)
    {
        var mean = order.HasConstant ? series.Average() : 0;
        var (free, _) = Minimizer.Minimize(
            free => Math.Log(ArmaLikelihood.ConditionalVariance(ArmaPolynomials.FromFree(order, free), series, mean)),
            new double[order.CoefficientCount],
            ConditionalIterations,
            isCentral: false);
        return [.. free.Select(value => Math.Clamp(value, -FarthestStart, FarthestStart))];
    }
}
