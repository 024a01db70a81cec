namespace KubeOpsPlanner.Planning.Forecasting.Arima;

/// <summary>
/// The exact Gaussian likelihood of a differenced series, with the innovation variance and the mean at their best values
/// for the given coefficients, so that neither has to be searched.
/// </summary>
/// <param name="LogLikelihood">Natural logarithm.</param>
/// <param name="Mean">Of the differenced series; 0 without a constant.</param>
/// <param name="Variance">Maximum likelihood estimate of the innovation variance.</param>
internal readonly record struct ArmaLikelihood(double LogLikelihood, double Mean, double Variance)
{
    public static ArmaLikelihood? Evaluate(ArmaPolynomials process, ReadOnlySpan<double> series, bool hasConstant) =>
        ArmaFilter.Create(process) is { } filter ? Evaluate(filter, series, hasConstant) : null;

    /// <param name="filter">A fresh one; it ends behind the series.</param>
    public static ArmaLikelihood Evaluate(ArmaFilter filter, ReadOnlySpan<double> series, bool hasConstant)
    {
        double squares = 0, cross = 0, ones = 0;
        var variances = new LogProduct();
        foreach (var value in series)
        {
            var variance = filter.Variance;
            var innovation = value - filter.Prediction;
            variances.Multiply(variance);
            squares += innovation * innovation / variance;
            if (hasConstant)
            {
                var one = 1 - filter.ConstantPrediction;
                cross += innovation * one / variance;
                ones += one * one / variance;
            }

            filter.Step(value, hasConstant);
        }

        var mean = ones > 0 ? cross / ones : 0;
        var best = Math.Max(0, squares - mean * cross) / series.Length;
        return new ArmaLikelihood(
            -0.5 * (series.Length * (Math.Log(2 * Math.PI * best) + 1) + variances.Log), mean, best);
    }

    /// <summary>
    /// Mean square of the residuals when what came before the series is taken as its mean: cheap, and near enough to start
    /// the search for the exact maximum from.
    /// </summary>
    public static double ConditionalVariance(ArmaPolynomials process, ReadOnlySpan<double> series, double mean)
    {
        var residuals = new double[series.Length];
        var skipped = process.Ar.Length;
        var squares = 0.0;
        for (var t = skipped; t < series.Length; t++)
        {
            var residual = series[t] - mean;
            for (var i = 0; i < process.Ar.Length; i++) residual -= process.Ar[i] * (series[t - 1 - i] - mean);
            for (var i = 0; i < Math.Min(t, process.Ma.Length); i++) residual -= process.Ma[i] * residuals[t - 1 - i];
            residuals[t] = residual;
            squares += residual * residual;
        }

        return squares / Math.Max(1, series.Length - skipped);
    }

    /// <summary>The logarithm of a product of positive numbers: multiplied as long as they fit, since a logarithm costs as much as a step of the filter.</summary>
    private struct LogProduct()
    {
        private const double Largest = 1e150;

        private double _product = 1;
        private double _logs;

        public readonly double Log => _logs + Math.Log(_product);

        public void Multiply(double factor)
        {
            if (factor is > 1 / Largest and < Largest && _product is > 1 / Largest and < Largest)
            {
                _product *= factor;
                return;
            }

            _logs += Math.Log(_product) + Math.Log(factor);
            _product = 1;
        }
    }
}
