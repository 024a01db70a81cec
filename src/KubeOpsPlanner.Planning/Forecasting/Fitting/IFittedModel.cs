namespace KubeOpsPlanner.Planning.Forecasting.Fitting;

/// <summary>A model whose parameters stay as they were fitted, while its state follows the observations.</summary>
public interface IFittedModel<TSelf>
    where TSelf : IFittedModel<TSelf>
{
    /// <summary>The kind of model that was chosen, in its family's notation.</summary>
    string Description { get; }

    /// <summary>Variance of the one-step errors in the fit.</summary>
    double Variance { get; }

    TSelf Observe(double value);

    /// <summary>The next <paramref name="horizon"/> values.</summary>
    double[] Predict(int horizon);
}
