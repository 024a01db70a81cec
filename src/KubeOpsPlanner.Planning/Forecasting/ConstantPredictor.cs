namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>The next value is the last one.</summary>
public sealed record ConstantPredictor(double Last) : IPredictor
{
    public const string Type = "constant";

    public int MinimumPoints => 1;

    public IPredictor Observe(double value) => new ConstantPredictor(value);

    public double Predict() => Last;
}
