using KubeOpsPlanner.Planning.Forecasting.Arima;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Arima;

public sealed class ArmaLikelihoodTests
{
    [Theory]
    [InlineData(new double[] { }, new double[] { }, false)]
    [InlineData(new[] { 0.7 }, new double[] { }, false)]
    [InlineData(new[] { 0.7 }, new double[] { }, true)]
    [InlineData(new double[] { }, new[] { -0.9 }, true)]
    [InlineData(new[] { 1.2, -0.5 }, new[] { 0.4, 0.3 }, true)]
    [InlineData(new[] { 0.5, 0.0, 0.0, 0.3 }, new[] { 0.0, 0.0, 0.6 }, false)]
    [InlineData(new[] { 0.95 }, new[] { -0.9, 0.1, -0.2, 0.1, 0.3 }, true)]
    public void It_is_the_density_of_the_joint_normal_distribution(double[] ar, double[] ma, bool hasConstant)
    {
        var series = SimulatedSeries.Arma(ar, ma, 40, seed: 3, level: hasConstant ? 2 : 0);
        var process = new ArmaPolynomials(ar, ma);
        var fast = ArmaLikelihood.Evaluate(process, series, hasConstant)!.Value;
        var (dense, mean) = JointNormal.LogLikelihood(ArmaCovariance.Compute(process, series.Length)!, series, hasConstant);
        Assert.Equal(dense, fast.LogLikelihood, 1e-6);
        Assert.Equal(mean, fast.Mean, 1e-8);
    }

    [Theory]
    [InlineData(new[] { 0.6 }, new double[] { }, 1 / (1 - 0.36))]
    [InlineData(new double[] { }, new[] { 0.5 }, 1.25)]
    [InlineData(new[] { 0.5 }, new[] { 0.4 }, 1 + 0.9 * 0.9 / (1 - 0.25))]
    public void The_variance_of_small_processes_is_that_of_the_textbook(double[] ar, double[] ma, double expected) =>
        Assert.Equal(expected, ArmaCovariance.Compute(new ArmaPolynomials(ar, ma), 3)![0], 1e-12);

    [Theory]
    [InlineData(new[] { 1.0 })]
    [InlineData(new[] { 0.5, 0.6 })]
    [InlineData(new[] { 0.0, 0.0, -1.1 })]
    public void A_process_that_is_not_stationary_has_no_likelihood(double[] ar) =>
        Assert.Null(ArmaLikelihood.Evaluate(new ArmaPolynomials(ar, []), [1, 2, 3], false));
}
