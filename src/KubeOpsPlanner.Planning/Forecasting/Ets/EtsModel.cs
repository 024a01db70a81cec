using KubeOpsPlanner.Planning.Forecasting.Fitting;

namespace KubeOpsPlanner.Planning.Forecasting.Ets;

/// <summary>A fitted form at the end of what it has seen.</summary>
/// <param name="Seasons">The next season first; empty without.</param>
/// <param name="Variance">Maximum likelihood estimate of the error variance.</param>
/// <param name="FittedCount">Observations that it was fitted to.</param>
public sealed record EtsModel(
    EtsForm Form, EtsSmoothing Smoothing, double Level, double Trend, ValueList<double> Seasons, double Variance, int FittedCount)
    : IFittedModel<EtsModel>
{
    public string Description => Form.ToString();

    /// <summary>Of Gaussian errors, natural logarithm.</summary>
    public double LogLikelihood => -0.5 * FittedCount * (Math.Log(2 * Math.PI * Variance) + 1);

    public double Aicc
    {
        get
        {
            var k = Form.ParameterCount;
            return -2 * LogLikelihood + 2 * k + 2.0 * k * (k + 1) / (FittedCount - k - 1);
        }
    }

    public EtsModel Observe(double value)
    {
        var state = State();
        state.Step(value);
        return this with { Level = state.Level, Trend = state.Trend, Seasons = [.. state.Seasons] };
    }

    public double[] Predict(int horizon)
    {
        var state = State();
        var path = new double[horizon];
        for (var step = 0; step < horizon; step++)
        {
            path[step] = state.Prediction;
            state.Step(path[step]);
        }

        return path;
    }

    private EtsState State() => new(Form, Smoothing, Level, Trend, [.. Seasons]);
}
