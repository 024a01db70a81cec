using KubeOpsPlanner.Simulation.Randomness;
using KubeOpsPlanner.Simulation.Replay.Results;

namespace KubeOpsPlanner.Simulation.Tests.Replay;

public sealed class LatencySketchTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    public void QuantilesAreExactToHalfAPercent(double share)
    {
        var random = new SeededRandom(3);
        var values = Enumerable.Range(0, 10_000).Select(_ => Math.Exp(3 * random.NextGaussian()) * 100).ToArray();
        var (left, right) = (new LatencySketch(), new LatencySketch());
        foreach (var value in values)
        {
            (value < 100 ? left : right).Add(value);
        }

        left.Add(right);
        Assert.Equal(1, left.Quantile(share)!.Value / values.Order().ElementAt((int)Math.Ceiling(share * values.Length) - 1), 0.0051);
    }

    [Fact]
    public void NothingCountedIsNotZero() => Assert.Null(new LatencySketch().Quantile(0.5));
}
