using MathNet.Numerics.LinearAlgebra;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

/// <summary>The likelihood by its definition, with the whole covariance matrix.</summary>
internal static class JointNormal
{
    public static (double LogLikelihood, double Mean) LogLikelihood(double[] autocovariances, double[] series, bool hasMean)
    {
        var n = series.Length;
        var covariance = Matrix<double>.Build.Dense(n, n, (i, j) => autocovariances[Math.Abs(i - j)]).Cholesky();
        var values = Vector<double>.Build.DenseOfArray(series);
        var ones = Vector<double>.Build.Dense(n, 1);
        var mean = hasMean ? ones.DotProduct(covariance.Solve(values)) / ones.DotProduct(covariance.Solve(ones)) : 0;
        var rest = values - mean;
        var variance = rest.DotProduct(covariance.Solve(rest)) / n;
        return (-0.5 * (n * Math.Log(2 * Math.PI * variance) + n + covariance.DeterminantLn), mean);
    }
}
