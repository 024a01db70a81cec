namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>A model of a given order, fitted to a series.</summary>
/// <param name="Coefficients">φ, θ, Φ, Θ in this order, all with a plus sign in front.</param>
/// <param name="Mean">Of the differenced series; 0 without a constant.</param>
/// <param name="Variance">Maximum likelihood estimate of the innovation variance.</param>
/// <param name="LogLikelihood">Exact, of the differenced series.</param>
public sealed record ArimaFit(
    ArimaOrder Order, ValueList<double> Coefficients, double Mean, double Variance, double LogLikelihood, int DifferencedCount)
{
    /// <summary>A root nearer to the unit circle than this is a model that differencing or one term less describes better.</summary>
    internal const double LeastRoot = 1.01;

    /// <summary>Akaike's criterion with the correction for short series (Hurvich and Tsai, 1989); infinite when the series is too short.</summary>
    public double Aicc
    {
        get
        {
            var k = Order.ParameterCount;
            var rest = DifferencedCount - k - 1;
            return rest > 0 ? -2 * LogLikelihood + 2 * k + 2.0 * k * (k + 1) / rest : double.PositiveInfinity;
        }
    }

    internal ArmaPolynomials Process => ArmaPolynomials.Expand(Order, Coefficients.AsSpan());
}
