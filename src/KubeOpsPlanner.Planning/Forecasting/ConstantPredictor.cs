namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>Every further value is the last one.</summary>
public sealed record ConstantPredictor(double Last) : IPredictor
{
    public const string Type = "constant";

    public int MinimumPoints => 1;

    public string Description => "last value";

    public IPredictor Observe(double value) => new ConstantPredictor(value);

    public double[] Predict(int horizon)
    {
        var path = new double[horizon];
        Array.Fill(path, Last);
        return path;
    }
}
