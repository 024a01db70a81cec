using KubeOpsPlanner.Planning.Forecasting.Calibration;

namespace KubeOpsPlanner.Planning.Tests.Forecasting.Calibration;

public sealed class EmpiricalQuantileTests
{
    [Theory]
    [InlineData(new double[] { }, 0.5, 0)]
    [InlineData(new double[] { }, 0.9, 1.2816)]
    [InlineData(new double[] { 5, 1, 4, 2, 3, 6, 9, 8, 7 }, 0.5, 5)]
    [InlineData(new double[] { 5, 1, 4, 2, 3, 6, 9, 8, 7 }, 0.9, 9)]
    [InlineData(new double[] { 5, 1, 4, 2, 3, 6, 9, 8, 7 }, 0.1, 1)]
    [InlineData(new double[] { 5, 1, 4, 2, 3, 6, 9, 8, 7 }, 0.85, 8.5)]
    [InlineData(new double[] { 5, 1, 4, 2, 3, 6, 9, 8, 7 }, 0.99, 9)]
    [InlineData(new double[] { -1, 1 }, 0.99, 2.3263)]
    [InlineData(new double[] { -1, 1 }, 0.01, -2.3263)]
    public void Ranks_inside_and_a_normal_tail_outside(double[] numbers, double probability, double expected) =>
        Assert.Equal(expected, EmpiricalQuantile.Of(numbers, 1, probability), 1e-4);
}
