namespace KubeOpsPlanner.Planning.Forecasting;

/// <summary>A predictor that brings its own quantiles, measured on the errors of the model that speaks.</summary>
public interface ICalibratedPredictor : IPredictor
{
    /// <exception cref="ArithmeticException">The model left the finite numbers.</exception>
    Forecast? Next(int step);

    ICalibratedPredictor WithHorizon(int horizon);
}
