using KubeOpsPlanner.Planning.Sizing;

namespace KubeOpsPlanner.Planning.Tests.Sizing;

public sealed class SpeculativeDecodingTests
{
    [Theory]
    [InlineData("within the bounds", 2.5, 3, 2.5)]
    [InlineData("at most one more than is guessed", 9.0, 3, 4.0)]
    [InlineData("a step yields a token", 0.2, 3, 1.0)]
    [InlineData("nothing is guessed", 2.5, 0, 1.0)]
    [InlineData("nobody tells", null, 3, 1.0)]
    [InlineData("no number", double.NaN, 3, 1.0)]
    [InlineData("infinitely many", double.PositiveInfinity, 3, 1.0)]
    [InlineData("less than none", double.NegativeInfinity, 3, 1.0)]
    public void Tokens_per_step(string row, double? seen, int guessed, double expected) =>
        Assert.Equal((row, expected), (row, SpeculativeDecoding.AcceptLength(seen, guessed)));
}
